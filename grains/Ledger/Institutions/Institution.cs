using Gongji.Institutions;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Institutions;

/// <param name="From">The first day on which it holds.</param>
public sealed record InstitutionRegistered(InstitutionProfile Profile, DateOnly From) : IGrainEvent;

/// <param name="Operator">The operator's code at the institution, as the institution sent it.</param>
public sealed record SignedIn(string SignNo, string Operator) : IGrainEvent;

public sealed record SignedOut(string SignNo, string Operator) : IGrainEvent;

/// <summary>What an institution's journal says.</summary>
public sealed class InstitutionState : IGrainState
{
    /// <summary>Oldest first; none while the institution is not registered.</summary>
    public List<DatedProfile> Profiles { get; init; } = [];

    public bool HasOpenWork => false;

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case InstitutionRegistered e:
                Profiles.RemoveAll(later => later.From >= e.From);
                Profiles.Add(new DatedProfile(e.From, e.Profile));
                break;
            case SignedIn or SignedOut:
                break;
            default:
                throw new InvalidOperationException(
                    $"an institution's journal can't hold {recorded.Event.GetType().Name}");
        }
    }
}

/// <summary>Designated institution 定点医药机构.</summary>
public class Institution(InstitutionCode code, Book<InstitutionState> book) : IInstitution
{
    const int LevelMax = 3;

    public Task<Answer<Confirmation>> Register(RegisterInstitution command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<SignedInAnswer>> SignIn(SignIn command) =>
        book.Once(command.Operation, () => Decide(command))
            .Then(static recorded => new SignedInAnswer(((SignedIn)recorded.Event).SignNo, recorded.At));

    public Task<Answer<SignedOutAnswer>> SignOut(SignOut command) =>
        book.Once(command.Operation, () => Decide(command))
            .Then(static recorded => new SignedOutAnswer(recorded.At));

    public Task<Answer<InstitutionHistory>> History() =>
        Task.FromResult<Answer<InstitutionHistory>>(RefusesStranger() is { } refusal
            ? refusal
            : new InstitutionHistory([.. book.State.Profiles]));

    Refusal? RefusesStranger() => book.State.Profiles.Count == 0
        ? Refusal.Of(InstitutionRefusal.Unknown, "fixmedins_code", code.Value)
        : null;

    Answer<InstitutionRegistered> Decide(RegisterInstitution command)
    {
        if (command.Profile.Level is < 0 or > LevelMax)
        {
            return Refusal.Of(InstitutionRefusal.LevelOutOfRange, "level", $"{command.Profile.Level}");
        }
        return command.Profile.Capabilities.FirstOrDefault(static can => can.To < can.From) is { } wrong
            ? Refusal.Of(InstitutionRefusal.CapabilityEndsBeforeItBegins, "capabilities", wrong.Name)
            : new InstitutionRegistered(command.Profile, command.From ?? DefaultFrom);
    }

    /// <summary>A change that says no day leaves the days that have been as they were.</summary>
    DateOnly DefaultFrom => book.State.Profiles.Count == 0 ? DateOnly.MinValue : book.Today;

    Answer<SignedIn> Decide(SignIn command) => RefusesStranger() is { } refusal
        ? refusal
        : new SignedIn($"{code}{book.Sequence + 1:D8}", command.Operator);

    Answer<SignedOut> Decide(SignOut command) => RefusesStranger() is { } refusal
        ? refusal
        : new SignedOut(command.SignNo, command.Operator);
}
