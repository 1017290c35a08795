using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Families;

namespace Gongji.Tests.Simulation.Oracle;

// What is asked of networks: who forms one, for what it is used, who is bound and let go, on which terms and why not.
sealed partial class PaperLedger
{
    FamilyPage Form(FamilyPage page, NetworkFormed e, Recorded recorded)
    {
        Check(Heard<FormNetwork>(recorded).Funder == e.Funder, $"{e.Network} is formed for {e.Funder}");
        Check(page.Funder is not { } funder || funder == e.Funder, $"{e.Network} is another's");
        return page with { Funder = e.Funder };
    }

    /// <summary>Somebody is bound, or what is said of a member changes, as the command says.</summary>
    FamilyPage Bind(FamilyPage page, MemberAdded e, Recorded recorded, DateTimeOffset now)
    {
        var command = Heard<AddMember>(recorded);
        var before = page.Bonds.GetValueOrDefault(e.Member);
        var terms = (e.Member, e.Relation, e.Limits, e.From, e.To);
        var since = _heardAt[command.Operation.Id];
        var hearing = new Hearing(since, since, now);
        var isSo = Situations(page, command.Member, hearing).Any(at =>
            at.Refuses(command, _policies) is null && at.TermsOf(command, _policies) == terms)
            && !IsContradicted(page, command, hearing);
        Check(isSo, $"{page.Network} binds {terms}; on paper that can't be");
        var boundOn = before?.BoundOn ?? ChinaTime.DayOf(recorded.At);
        return page with
        {
            Bonds = page.Bonds.SetItem(e.Member, new Bond(e.Relation, e.Limits, boundOn, e.From, e.To)),
        };
    }

    /// <summary>A member is let go because somebody asked for it, or because an insurance or the authorization has
    /// ended.</summary>
    FamilyPage Unbind(FamilyPage page, MemberRemoved e, Recorded recorded, DateTimeOffset now)
    {
        Check(page.Bonds.ContainsKey(e.Member), $"{page.Network} lets {e.Member} go, who is not bound");
        if (recorded.Operation is not null)
        {
            var command = Heard<RemoveMember>(recorded);
            Check(
                (command.Member, command.Reason) == (e.Member, e.Reason),
                $"{page.Network} lets {e.Member} go for {e.Reason}, which nobody asked for");
            return page with { Bonds = page.Bonds.Remove(e.Member) };
        }
        var since = now - Straying;
        var isSo = Situations(page, e.Member, new Hearing(since, since, now)).Any(at => at.End == e.Reason);
        Check(isSo, $"{page.Network} lets {e.Member} go by itself for {e.Reason}, which was not so");
        return page with { Bonds = page.Bonds.Remove(e.Member) };
    }

    /// <summary>What may have been so of a network and its people when it decided.</summary>
    IEnumerable<Situation> Situations(FamilyPage page, PersonNo member, Hearing hearing) =>
        from funder in page.Funder is { } person ? Pages(PersonOf(person), hearing) : [new PersonPage(default)]
        from of in Pages(PersonOf(member), hearing)
        from today in Days(hearing)
        select new Situation(page, funder, of, today);

    void AnswerOfNetwork(NetworkId network, OperationId operation, object answer, Hearing hearing)
    {
        var past = FamilyOf(network);
        if (answer is Confirmation confirmation)
        {
            CheckConfirmation(past.Now.Deeds, operation, confirmation, hearing);
        }
        if (answer is Refusal refusal)
        {
            var why = (refusal.Code, refusal.Field, refusal.Value);
            var isSo = Pages(past, hearing)
                .SelectMany(page => _heard[operation].SelectMany(command => Refusals(page, command, hearing)))
                .Any(each => (each.Code, each.Field, each.Value) == why);
            Check(
                isSo || !IsOurs(refusal), $"{operation} is refused {why} by {network} though it never was so");
        }
    }

    static bool IsOurs(Refusal refusal) =>
        refusal.As<AidRefusal>() is not null || refusal.As<NetworkRefusal>() is not null;

    /// <summary>Whether a network of the member's own says all the time that the funder is something else.</summary>
    bool IsContradicted(FamilyPage page, AddMember command, Hearing hearing) => FamiliesOf(command.Member).Any(other =>
        Situations(other.Now, page.Funder!.Value, hearing).All(static at => at.End is null)
        && Pages(other, hearing).All(then => then.Bonds.TryGetValue(page.Funder!.Value, out var bond)
            && bond.Relation != SeenBack(command.Relation)));

    /// <summary>How somebody is refused whom the own network calls something else, or is about to.</summary>
    IEnumerable<Refusal> RefusalsByOthers(FamilyPage page, AddMember command, Hearing hearing)
    {
        foreach (var other in FamiliesOf(command.Member))
        {
            var said = Pages(other, hearing)
                .Select(then => then.Bonds.GetValueOrDefault(page.Funder!.Value)?.Relation)
                .Concat(BeingSaid(other.Now.Network, page.Funder!.Value, hearing));
            foreach (var relation in said.Distinct())
            {
                if (relation is { } contrary && contrary != SeenBack(command.Relation))
                {
                    yield return Refusal.Of(
                        NetworkRefusal.RelationContradicts,
                        "relation",
                        $"{CamelCase.Of(command.Relation)} ({other.Now.Network}: {CamelCase.Of(contrary)})");
                }
            }
        }
    }

    /// <summary>As what somebody may just be being bound.</summary>
    IEnumerable<Relation?> BeingSaid(NetworkId network, PersonNo member, Hearing hearing) =>
        from asked in _about
        where asked.Value == GrainKey.Network(network) && hearing.Now - _heardAt[asked.Key] < Straying
        from command in HeardAs<AddMember>(asked.Key)
        where command.Member == member
        select (Relation?)command.Relation;

    IEnumerable<Past<FamilyPage>> FamiliesOf(PersonNo funder) =>
        _families.Values.Where(each => each.Now.Funder == funder);

    static Relation SeenBack(Relation relation) => relation switch
    {
        Relation.Spouse => Relation.Spouse,
        Relation.Sibling => Relation.Sibling,
        Relation.Parent => Relation.Child,
        Relation.Child => Relation.Parent,
        Relation.PaternalGrandparent => Relation.SonsChild,
        Relation.SonsChild => Relation.PaternalGrandparent,
        Relation.MaternalGrandparent => Relation.DaughtersChild,
        Relation.DaughtersChild => Relation.MaternalGrandparent,
    };

    IEnumerable<Refusal> Refusals(FamilyPage page, object command, Hearing hearing) => command switch
    {
        AddMember add => Situations(page, add.Member, hearing)
            .Select(at => at.Refuses(add, _policies)).OfType<Refusal>()
            .Concat(RefusalsByOthers(page, add, hearing)),
        RemoveMember remove when !page.Bonds.ContainsKey(remove.Member) =>
            [Refusal.Of(NetworkRefusal.NotAMember, "member", remove.Member.Value)],
        _ => [],
    };
}
