using Gongji.Institutions;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Institutions;

public sealed record InstitutionRegistered(InstitutionProfile Profile, string Digest) : IOperated;

/// <param name="Operator">The operator's code at the institution, as the institution sent it.</param>
public sealed record SignedIn(string SignNo, string Operator, string Digest) : IOperated;

public sealed record SignedOut(string SignNo, string Operator, string Digest) : IOperated;

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

    public async Task<Answer<Confirmation>> Register(RegisterInstitution command)
    {
        if (await book.EarlierConfirmation(command.Operation) is { } earlier)
        {
            return earlier;
        }
        if (command.Profile.Level is < 0 or > LevelMax)
        {
            return Refusal.Of(InstitutionRefusal.LevelOutOfRange, "level", $"{command.Profile.Level}");
        }
        if (command.Profile.Capabilities.FirstOrDefault(static can => can.To < can.From) is { } wrong)
        {
            return Refusal.Of(InstitutionRefusal.CapabilityEndsBeforeItBegins, "capabilities", wrong.Name);
        }
        return book.Record(
            command.Operation, new InstitutionRegistered(command.Profile, command.Operation.Digest));
    }

    public async Task<Answer<SignedInAnswer>> SignIn(SignIn command)
    {
        if (await book.Earlier(command.Operation) is { } earlier)
        {
            return earlier.IsRefused
                ? earlier.Refusal
                : new SignedInAnswer(((SignedIn)earlier.Value.Event).SignNo, earlier.Value.At);
        }
        if (book.State.Profile is null)
        {
            return Refusal.Of(InstitutionRefusal.Unknown, "fixmedins_code", code.Value);
        }
        var signNo = $"{code}{book.Sequence + 1:D8}";
        var confirmed = book.Record(
            command.Operation, new SignedIn(signNo, command.Operator, command.Operation.Digest));
        return new SignedInAnswer(signNo, confirmed.At);
    }

    public async Task<Answer<SignedOutAnswer>> SignOut(SignOut command)
    {
        if (await book.EarlierConfirmation(command.Operation) is { } earlier)
        {
            return earlier.IsRefused ? earlier.Refusal : new SignedOutAnswer(earlier.Value.At);
        }
        if (book.State.Profile is null)
        {
            return Refusal.Of(InstitutionRefusal.Unknown, "fixmedins_code", code.Value);
        }
        var confirmed = book.Record(
            command.Operation, new SignedOut(command.SignNo, command.Operator, command.Operation.Digest));
        return new SignedOutAnswer(confirmed.At);
    }

    public Task<Answer<InstitutionProfile>> Profile() =>
        Task.FromResult<Answer<InstitutionProfile>>(book.State.Profile is { } profile
            ? profile
            : Refusal.Of(InstitutionRefusal.Unknown, "fixmedins_code", code.Value));
}
