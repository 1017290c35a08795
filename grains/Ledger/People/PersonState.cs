using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
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

    public CommitState Commits { get; init; } = new();

    public PatientState Patient { get; init; } = new();

    public FunderState Funder { get; init; } = new();

    public ViewerState Viewer { get; init; } = new();

    public bool HasOpenWork
    {
        get
        {
            ReadOnlySpan<IRole> roles = [Enrolment, Account, Commits, Patient, Funder, Viewer];
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

    public bool Bars(OperationId operation) => Commits.BarredOperations.Contains(operation.Value);

    public long? UndoneAt(Recorded earlier) => earlier.Event switch
    {
        ICommit e => Commits.Undone.Find(e.Settlement.Value),
        SettledAlready e => Commits.Undone.Find(e.Settlement.Value),
        _ => null,
    };

    /// <summary>An event is one role's; where it moves money, that role moves it in the account. What it commits or
    /// undoes besides is noted for whatever kind of thing that is.</summary>
    /// <exception cref="InvalidOperationException">It is no role's, or can't follow: a broken journal.</exception>
    public void Apply(Recorded recorded)
    {
        var committed = Commits.Apply(recorded, Account);
        var taken = Enrolment.Apply(recorded)
            || Account.Apply(recorded)
            || Patient.Apply(recorded)
            || Funder.Apply(recorded, Account)
            || Viewer.Apply(recorded);
        if (!taken && !committed)
        {
            throw new InvalidOperationException(
                $"a person's journal can't hold {recorded.Event.GetType().Name}: no role of a person knows it");
        }
    }
}
