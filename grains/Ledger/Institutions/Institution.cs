using Gongji.Institutions;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Institutions;

public sealed record InstitutionRegistered(InstitutionProfile Profile) : IGrainEvent;

/// <param name="Operator">The operator's code at the institution, as the institution sent it.</param>
public sealed record SignedIn(string SignNo, string Operator) : IGrainEvent;

public sealed record SignedOut(string SignNo, string Operator) : IGrainEvent;

/// <summary>What an institution's journal says.</summary>
public sealed class InstitutionState : IGrainState
{
    public InstitutionProfile? Profile { get; set; }

    public bool HasOpenWork => false;

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case InstitutionRegistered e:
                Profile = e.Profile;
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

    public Task<Answer<InstitutionProfile>> Profile() =>
        Task.FromResult<Answer<InstitutionProfile>>(book.State.Profile is { } profile
            ? profile
            : Refusal.Of(InstitutionRefusal.Unknown, "fixmedins_code", code.Value));

    static Answer<InstitutionRegistered> Decide(RegisterInstitution command)
    {
        if (command.Profile.Level is < 0 or > LevelMax)
        {
            return Refusal.Of(InstitutionRefusal.LevelOutOfRange, "level", $"{command.Profile.Level}");
        }
        return command.Profile.Capabilities.FirstOrDefault(static can => can.To < can.From) is { } wrong
            ? Refusal.Of(InstitutionRefusal.CapabilityEndsBeforeItBegins, "capabilities", wrong.Name)
            : new InstitutionRegistered(command.Profile);
    }

    Answer<SignedIn> Decide(SignIn command) => book.State.Profile is null
        ? Refusal.Of(InstitutionRefusal.Unknown, "fixmedins_code", code.Value)
        : new SignedIn($"{code}{book.Sequence + 1:D8}", command.Operator);

    Answer<SignedOut> Decide(SignOut command) => book.State.Profile is null
        ? Refusal.Of(InstitutionRefusal.Unknown, "fixmedins_code", code.Value)
        : new SignedOut(command.SignNo, command.Operator);
}
