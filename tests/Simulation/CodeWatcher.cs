using Gongji.Credentials;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.People.Viewer;
using Gongji.Ledger.Visits;
using Gongji.People;

namespace Gongji.Tests.Simulation;

/// <summary>Which tokens were issued, used and shown and who may show whose code, in plain lists: a token is used in
/// its time, by one institution, for each step by one message that showed it, and that message books for its person
/// alone.</summary>
sealed class CodeWatcher(World world, Faults faults)
{
    const int ViewedMax = 5;

    /// <summary>A viewer is asked before the token is written.</summary>
    TimeSpan Asking => TimeSpan.FromSeconds(30) + faults.Longer;

    readonly Dictionary<CredentialHash, Token> _tokens = [];
    readonly Dictionary<(PersonNo Viewer, PersonNo Viewed), (DateTimeOffset From, DateTimeOffset? To)> _views = [];
    readonly HashSet<PersonNo> _full = [];
    readonly Dictionary<OperationId, Message> _shown = [];
    readonly Dictionary<OperationId, CredentialHolder> _entitled = [];
    readonly Dictionary<OperationId, (CredentialHash? Token, PersonNo Person, PersonNo? Viewer)> _asked = [];

    /// <summary>A token, what was ever true of it, and what it was used for.</summary>
    sealed class Token
    {
        public required DateTimeOffset IssuedAt { get; init; }

        public required TokenIssued Last { get; set; }

        public InstitutionCode? Institution { get; set; }

        public Dictionary<string, OperationId> Steps { get; } = [];

        public List<TokenIssued> All { get; init; } = [];

        public List<(Message By, TokenUsed Use)> Uses { get; init; } = [];

        public bool IsBlocked { get; set; }

        public bool WasBlocked { get; set; }
    }

    /// <summary>A message is about to show a token.</summary>
    public void Shows(Message message) => _shown[message.Id] = message;

    /// <summary>Somebody asks for a token, or for a view where there is none.</summary>
    public void Asks(OperationId operation, CredentialHash? token, PersonNo person, PersonNo? viewer) =>
        _asked[operation] = (token, person, viewer);

    /// <summary>Whom a message spoke for when it used its token; null when it showed none.</summary>
    public CredentialHolder? EntitledBy(OperationId operation)
    {
        Watcher.Check(
            !_shown.ContainsKey(operation) || _entitled.ContainsKey(operation), $"{operation} books without its token");
        return _entitled.GetValueOrDefault(operation);
    }

    public void Take(GrainKey grain, Recorded recorded)
    {
        switch (recorded.Event)
        {
            case TokenIssued e:
                Issue(CredentialHash.Of(grain.Id), e, recorded.At);
                break;
            case TokenUsed e:
                Use(CredentialHash.Of(grain.Id), e, recorded);
                break;
            case CredentialBlocked when _tokens.TryGetValue(CredentialHash.Of(grain.Id), out var token):
                token.IsBlocked = token.WasBlocked = true;
                break;
            case CredentialUnblocked when _tokens.TryGetValue(CredentialHash.Of(grain.Id), out var token):
                token.IsBlocked = false;
                break;
            case ViewBound e:
                Bind(PersonNo.Of(grain.Id), e.Viewed);
                break;
            case ViewEnded e:
                var view = _views.GetValueOrDefault((PersonNo.Of(grain.Id), e.Viewed));
                Watcher.Check(view is { From: var from, To: null } && from != default, $"{grain} ends no view");
                _views[(PersonNo.Of(grain.Id), e.Viewed)] = view with { To = world.Now };
                break;
            case Registered e when EntitledBy(recorded.Operation!.Id) is { } holder:
                Watcher.Check(holder.Person == e.Person, $"{e.Visit} is registered with another person's token");
                break;
        }
    }

    /// <summary>Sees whether what a request heard of a token or a view was so.</summary>
    public void CheckRefusal(Request request, Refusal refusal)
    {
        var (token, person, viewer) = _asked.GetValueOrDefault(request.Operation);
        if (_shown.TryGetValue(request.Operation, out var message))
        {
            (token, person) = (message.Token, message.Person);
        }
        var known = token is { } shown ? _tokens.GetValueOrDefault(shown) : null;
        var right = (refusal.As<CredentialRefusal>(), refusal.As<ViewRefusal>()) switch
        {
            (CredentialRefusal.Unknown, _) when token is not null =>
                known is null || known.IssuedAt >= request.FirstSent,
            (CredentialRefusal.Expired, _) => faults.Struck.ContainsKey(Faults.ClockJump)
                || known!.All.Exists(issued => issued.Until <= request.AnsweredAt),
            (CredentialRefusal.Used, _) => known!.Uses.Exists(use => use.Use.Institution != message!.Institution
                || (use.Use.Step == message.Step && use.By.Id != message.Id)),
            (CredentialRefusal.OtherStep, _) =>
                known!.All.Exists(issued => issued.Steps is { } steps && !steps.Contains(message!.Step)),
            (CredentialRefusal.OtherPerson, _) when message is not null =>
                known!.All.Exists(issued => issued.Person != person),
            (CredentialRefusal.BelongsToAnother, _) =>
                known!.All.Exists(issued => issued.Person != person || issued.ShownBy != viewer),
            (CredentialRefusal.Blocked, _) => known!.WasBlocked,
            (_, ViewRefusal.TooMany) => _full.Contains(viewer!.Value),
            (_, ViewRefusal.Unknown) when viewer is { } asking =>
                !Stood(asking, person, request.FirstSent, request.AnsweredAt!.Value),
            _ => true,
        };
        Watcher.Check(right, $"{request.Operation} is told {refusal.Code}, which is not so");
    }

    void Issue(CredentialHash hash, TokenIssued issued, DateTimeOffset at)
    {
        Watcher.Check(
            issued.ShownBy is not { } viewer || Stood(viewer, issued.Person, world.Now - Asking, world.Now, once: true),
            $"{issued.ShownBy} is issued the token of {issued.Person} without a view");
        var token = _tokens.GetValueOrDefault(hash);
        var isAnothers = token is not null && token.Last.Person != issued.Person;
        Watcher.Check(!isAnothers || token!.Last.Until <= at, $"{hash} is given away before its end");
        Watcher.Check(
            token is null || isAnothers || token.Last.ShownBy == issued.ShownBy,
            $"{hash} was to be shown by {token?.Last.ShownBy}, and is to be by {issued.ShownBy}");
        if (token is null || isAnothers)
        {
            _tokens[hash] = token = new Token
            {
                IssuedAt = token?.IssuedAt ?? world.Now,
                Last = issued,
                All = token?.All ?? [],
                Uses = token?.Uses ?? [],
                IsBlocked = token?.IsBlocked ?? false,
                WasBlocked = token?.WasBlocked ?? false,
            };
        }
        token.Last = issued;
        token.All.Add(issued);
    }

    void Use(CredentialHash hash, TokenUsed used, Recorded recorded)
    {
        var operation = recorded.Operation!.Id;
        Watcher.Check(_tokens.TryGetValue(hash, out var token), $"{hash} is used and was never issued");
        Watcher.Check(recorded.At < token!.Last.Until, $"{hash} is used after its end");
        Watcher.Check(
            token.Last.Steps?.Contains(used.Step) ?? true, $"{hash} is used for {used.Step}, not for its step");
        Watcher.Check(
            (token.Institution ?? used.Institution) == used.Institution, $"{hash} is used by two institutions");
        Watcher.Check(token.Steps.TryAdd(used.Step, operation), $"{hash} is used for {used.Step} twice");
        Watcher.Check(!token.IsBlocked, $"{hash} is used while it is blocked");
        var message = _shown.GetValueOrDefault(operation);
        Watcher.Check(
            (message?.Token, message?.Institution, message?.Step) == (hash, used.Institution, used.Step),
            $"{hash} is used for what nobody showed it for");
        token.Institution = used.Institution;
        token.Uses.Add((message!, used));
        _entitled[operation] = new CredentialHolder(token.Last.Person, OneTime: true, token.Last.ShownBy);
    }

    void Bind(PersonNo viewer, PersonNo viewed)
    {
        if (!_views.TryGetValue((viewer, viewed), out var view) || view.To is not null)
        {
            _views[(viewer, viewed)] = (world.Now, null);
        }
        var count = _views.Count(each => each.Key.Viewer == viewer && each.Value.To is null);
        Watcher.Check(count <= ViewedMax && viewer != viewed, $"{viewer} views {count} persons, {viewed} the last");
        if (count == ViewedMax)
        {
            _full.Add(viewer);
        }
    }

    /// <param name="once">Whether one moment is enough, instead of the whole time.</param>
    bool Stood(PersonNo viewer, PersonNo viewed, DateTimeOffset from, DateTimeOffset to, bool once = false) =>
        _views.TryGetValue((viewer, viewed), out var view)
        && (once ? view.From <= to && !(view.To < from) : view.From < from && !(view.To <= to));
}
