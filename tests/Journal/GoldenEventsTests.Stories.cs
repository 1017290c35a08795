using Gongji.Journal.Codec;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;

namespace Gongji.Tests.Journal;

// What every kind of event leads to, one after another.
public sealed partial class GoldenEventsTests
{
    /// <summary>For each grain its kinds in an order in which they can have happened, some twice.</summary>
    [Theory]
    [InlineData("person", """
        enrolled insurance_changed credited credit_taken_back credited account_blocked network_joined networks_ordered
        account_unblocked settled settled_already delivered reversed reversed_already settlement_barred operation_barred
        bills_voided hold_placed hold_released hold_placed hold_captured hold_returned network_left
        joining_undone view_bound view_ended
        """)]
    [InlineData("credential", "bound issued used issued blocked bound unblocked bound")]
    [InlineData("network", """
        formed member_joining joining_abandoned member_told member_joining member_added modes_confirmed drawn
        draw_released drawn draw_captured draw_returned member_removed member_told
        """)]
    [InlineData("visit", """
        registered diagnoses_recorded fees_uploaded batch_sealed batch_opened fees_cancelled fees_uploaded purchased
        cancelled
        """)]
    [InlineData("institution", "registered signed_in signed_out registered")]
    [InlineData("policy", "rules_kept")]
    public void A_journal_of_every_kind_is_replayed(string grain, string story)
    {
        var kinds = story.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(name => EventKinds.All.Keys.Single(kind => kind[..^2] == $"{grain}.{name}")).ToArray();
        var state = Nothing(grain);

        foreach (var (sequence, kind) in kinds.Index())
        {
            state.Apply(Read(kind, Golden[kind], sequence + 1));
        }

        Assert.Equal(EventKinds.All.Keys.Where(kind => kind.StartsWith(grain + ".", StringComparison.Ordinal)).Order(),
            kinds.Distinct().Order());
        Assert.Equal(Ends(grain), EndOf(state));
    }

    static IGrainState Nothing(string grain) => grain switch
    {
        "person" => new PersonState(),
        "credential" => new CredentialState(),
        "network" => new NetworkState(),
        "visit" => new VisitState(),
        "institution" => new InstitutionState(),
        "policy" => new AreaRulesState(),
        _ => throw new ArgumentException($"no grain is called {grain}"),
    };

    /// <summary>What a story leaves: what was settled, held and drawn is back, and a network has to hear of
    /// it.</summary>
    static string Ends(string grain) => grain switch
    {
        "person" => "50.00 owed 10.00 used 0 return",
        "credential" => "61010000000000000000000001",
        "network" => "used 0.00 modes 2",
        "visit" => "cancelled 2 lines",
        "policy" => "610100@9f3c21aa",
        _ => "西安市第一医院",
    };

    static string EndOf(IGrainState state) => state switch
    {
        PersonState person =>
            $"{person.Account.Free} owed {person.Account.Owed} used {UsedBy(person)} "
            + $"{person.Commits.Outbox.Single().Message.Name}",
        CredentialState credential => $"{credential.Bound!.Person}",
        NetworkState network => $"used {UsedBy(network)} modes {network.Modes.Count}",
        VisitState visit => $"{(visit.Cancelled ? "cancelled" : "open")} {visit.Lines.Count()} lines",
        AreaRulesState rules => rules.Versions.Single().Key,
        InstitutionState institution => institution.Profiles.Single().Profile.Name,
        _ => throw new ArgumentException($"no story has a {state.GetType().Name}"),
    };

    static Money UsedBy(NetworkState network) => network.Used.Values.SelectMany(static used => used.Values).Sum();

    static long UsedBy(PersonState person) => person.Patient.Used.Items.Sum(static use => use.Used.Amount);
}
