using Gongji.Credentials;
using Gongji.People;

namespace Gongji.Tests.Simulation;

/// <summary>Whose medical codes are shown by whom: one-time tokens are issued, some of a life too short, some anew to
/// somebody else; viewers come and go.</summary>
sealed class Codes(Dice dice, IGrains grains, WorldTime time, CodeWatcher watcher)
{
    static readonly IReadOnlyList<string[]> Purposes = [["2201"], ["2207"], ["2102"]];

    readonly List<(CredentialHash Token, PersonNo Person, PersonNo? Viewer)> _issued = [];
    (CredentialHash Credential, PersonNo Person)? _lost;

    /// <summary>Issues a token for the person, or for a viewer who shows it; or gives one another end, or to another
    /// person.</summary>
    public Request Issue(OperationId id)
    {
        var (token, person, viewer) = New(id);
        if (_issued.Count > 0 && dice.Below(5) == 0)
        {
            var known = dice.Pick(_issued);
            (token, person, viewer) = dice.Below(2) == 0 ? known : (known.Token, person, viewer);
        }
        _issued.Add((token, person, viewer));
        var until = time.GetUtcNow().AddSeconds(dice.Below(4) == 0 ? dice.Between(1, 9) : 60);
        var command = new IssueToken(
            Operation.Of(id, ""), person, until, viewer, dice.Below(4) == 0 ? dice.Pick(Purposes) : null);
        watcher.Asks(id, token, person, viewer);
        return new Request(id, "issue")
        {
            Send = async () => Client.Unwrap(await grains.Credential(token).Issue(command)),
        };
    }

    /// <summary>Lets somebody show another person's code, or no longer.</summary>
    public Request ChangeView(OperationId id)
    {
        var viewer = dice.Pick(Population.Views).Viewer;
        var (grain, viewed) = (grains.Person(viewer), dice.Pick(Population.People));
        if (dice.Below(3) == 0)
        {
            var end = new EndView(Operation.Of(id, ""), viewed);
            return new Request(id, "end view") { Send = async () => Client.Unwrap(await grain.EndView(end)) };
        }
        var bind = new BindView(Operation.Of(id, ""), viewed);
        watcher.Asks(id, null, viewed, viewer);
        return new Request(id, "bind view") { Send = async () => Client.Unwrap(await grain.BindView(bind)) };
    }

    /// <summary>The person that a new message is about, and the token that it shows, if it shows one: sometimes one of
    /// somebody else, or one that was used or has ended.</summary>
    public (PersonNo Person, CredentialHash? Token) Comer()
    {
        var person = dice.Pick(Population.People);
        if (_issued.Count == 0 || dice.Below(3) > 0)
        {
            return (person, null);
        }
        var (token, holder, _) = dice.Below(4) > 0 ? _issued[^1] : dice.Pick(_issued);
        return (dice.Below(6) == 0 ? person : holder, token);
    }

    /// <summary>Something that may get lost: a card or a token; or what was lost last.</summary>
    public (CredentialHash Credential, PersonNo Person) Losable(bool isFound)
    {
        if (isFound && _lost is { } lost)
        {
            return lost;
        }
        var person = dice.Pick(Population.People);
        var credential = Population.CardOf(person);
        if (_issued.Count > 0 && dice.Below(2) == 0)
        {
            (credential, person, _) = dice.Pick(_issued);
        }
        _lost = (credential, person);
        return (credential, person);
    }

    (CredentialHash Token, PersonNo Person, PersonNo? Viewer) New(OperationId id)
    {
        var token = CredentialHash.Of($"token-{id.Value.Replace('/', '-')}");
        var view = dice.Pick(Population.Views);
        return dice.Below(2) == 0
            ? (token, dice.Pick(Population.People), null)
            : (token, view.Viewed, view.Viewer);
    }
}
