using Gongji.Ledger.Books;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.People.Viewer;

namespace Gongji.Ledger.People;

/// <summary>What a person's journal says, a part for each role.</summary>
public sealed class PersonState : IGrainState
{
    public EnrolmentState Enrolment { get; init; } = new();

    public Account Account { get; init; } = new();

    public PatientState Patient { get; init; } = new();

    public FunderState Funder { get; init; } = new();

    public ViewerState Viewer { get; init; } = new();

    public bool HasOpenWork
    {
        get
        {
            ReadOnlySpan<IRole> roles = [Enrolment, Account, Patient, Funder, Viewer];
            foreach (var role in roles)
            {
                if (role.HasOpenWork)
                {
                    return true;
                }
            }
            return false;
        }
    }

    public bool Bars(OperationId operation) => Patient.BarredOperations.Contains(operation.Value);

    public long? UndoneAt(Recorded earlier) => Patient.UndoneAt(earlier.Event);

    /// <summary>An event is one role's; where it moves money, that role moves it in the account.</summary>
    /// <exception cref="InvalidOperationException">It is no role's, or can't follow: a broken journal.</exception>
    public void Apply(Recorded recorded)
    {
        var taken = Enrolment.Apply(recorded)
            || Account.Apply(recorded)
            || Patient.Apply(recorded, Account)
            || Funder.Apply(recorded, Account)
            || Viewer.Apply(recorded);
        if (!taken)
        {
            throw new InvalidOperationException(
                $"a person's journal can't hold {recorded.Event.GetType().Name}: no role of a person knows it");
        }
    }
}
