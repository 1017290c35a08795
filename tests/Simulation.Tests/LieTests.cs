using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.People.Viewer;
using Gongji.Ledger.Rules;
using Gongji.Tests.Simulation;

namespace Gongji.Tests.SimulationTests;

/// <summary>A ledger that broke a rule would be noticed: here the watcher is shown what such a ledger would have
/// written.</summary>
public sealed class LieTests
{
    /// <summary>A lie that lasts longer is a rule that nobody guards.</summary>
    const ulong Seeds = 200;

    static readonly PersonNo Stranger = PersonNo.Of("PZ");

    [Fact]
    public void A_token_that_is_used_after_its_end_is_noticed() => Noticed(
        "used after its end", Told<TokenIssued>(static e => e with { Until = e.Until.AddHours(-1) }));

    [Fact]
    public void A_token_that_is_refused_before_its_end_is_noticed() => Noticed(
        "told credential.expired", Told<TokenIssued>(static e => e with { Until = e.Until.AddHours(1) }));

    [Fact]
    public void A_token_that_a_second_institution_uses_is_noticed() => Noticed(
        "by two institutions", Later<TokenUsed>(static (_, e) => e with { Institution = InstitutionCode.Of("H0") }));

    [Fact]
    public void A_token_that_two_messages_use_for_one_step_is_noticed() => Noticed(
        "twice", Later<TokenUsed>(static (first, e) => e with { Step = first.Step }));

    [Fact]
    public void A_token_that_is_used_for_another_step_than_its_own_is_noticed() => Noticed(
        "not for its step", Told<TokenIssued>(static e => e with { Steps = ["1101"] }));

    [Fact]
    public void A_token_that_nobody_showed_for_such_a_step_is_noticed() => Noticed(
        "nobody showed it", Told<TokenUsed>(static e => e with { Step = "2206" }));

    [Fact]
    public void A_message_that_books_without_the_token_that_it_shows_is_noticed() => Noticed(
        "without its token", Told<TokenUsed>(static _ => new CredentialUnblocked()));

    [Fact]
    public void A_settlement_by_the_token_of_another_person_is_noticed() => Noticed(
        "by another's token", Told<TokenIssued>(static e => e with { Person = Stranger, ShownBy = null }));

    [Fact]
    public void Rules_that_are_not_those_of_their_version_are_noticed() => Noticed(
        "not of", Told<RulesKept>(static e => e with { Rules = Otherwise(e.Rules) }));

    [Fact]
    public void A_settlement_by_rules_that_are_not_kept_is_noticed() => Noticed(
        "its rules are not kept", Told<RulesKept>(static e => e with
        {
            Version = $"{e.Version.Split('@')[0]}@{Operation.DigestOf(Otherwise(e.Rules))[..8]}",
            Rules = Otherwise(e.Rules),
        }));

    [Fact]
    public void A_token_that_goes_to_another_person_before_its_end_is_noticed() => Noticed(
        "given away", Later<TokenIssued>(static (_, e) => e with { Person = Stranger, Until = e.Until.AddHours(1) }));

    [Fact]
    public void A_token_that_goes_to_who_has_no_view_is_noticed() => Noticed(
        "without a view", Told<TokenIssued>(static e => e with { ShownBy = Stranger }));

    [Fact]
    public void A_sixth_view_is_noticed()
    {
        var strangers = 0;

        Noticed("views 6 persons", Told<InsuranceChanged>(_ => new ViewBound(PersonNo.Of($"P{++strangers}"))));
    }

    [Fact]
    public void A_view_that_moves_money_is_noticed() => Noticed(
        "without a tie",
        Told<Settled>(static e => e with
        {
            Heard =
            [
                .. e.Heard.Select(static each => each.Granted is { } granted
                    ? each with { Granted = granted with { Funder = Stranger } }
                    : each),
            ],
        }));

    [Fact]
    public void A_settlement_that_keeps_quiet_about_a_view_is_noticed() => Noticed(
        "does not tell who showed",
        Told<Settled>(static e => WithItsSteps(e with { ShownBy = null })));

    [Fact]
    public void A_settlement_with_the_digest_of_other_steps_is_noticed() => Noticed(
        "other steps lead to it", Told<Settled>(static e => e with { TraceDigest = DecidedAgain.DigestOf([]) }));

    [Fact]
    public void A_settlement_that_keeps_other_counters_than_there_were_is_noticed() => Noticed(
        "can't be decided again",
        Told<Settled>(static e => e with
        {
            Counters = [.. e.Counters.Select(static counted => counted with { Before = Quantity.Of(Money.Zero) })],
        }));

    [Fact]
    public void A_viewer_who_is_not_told_that_a_view_pays_nothing_is_noticed() => Noticed(
        "told not that this is but a view",
        Told<Settled>(static e => e with
        {
            Reasons = [.. e.Reasons.Where(static why => !why.Is(AidReason.OnlyCredentialView))],
        }));

    [Fact]
    public void A_patient_who_is_told_of_a_view_that_is_none_is_noticed() => Noticed(
        "told that this is but a view",
        Told<Settled>(static e => e with { Reasons = [.. e.Reasons, Reason.Of(AidReason.OnlyCredentialView)] }));

    [Fact]
    public void A_draw_before_the_first_day_of_a_binding_is_noticed() => Noticed(
        "outside of", Told<Drawn>(static e => e with { ServiceDate = e.ServiceDate.AddDays(-1) }));

    [Fact]
    public void A_draw_after_the_last_day_of_a_binding_is_noticed() => Noticed(
        "outside of", Told<Drawn>(static e => e with { ServiceDate = e.ServiceDate.AddDays(1) }));

    [Fact]
    public void A_draw_by_who_is_not_bound_is_noticed() => Noticed(
        "unbound", Told<Drawn>(static e => e with { Member = Stranger }));

    [Fact]
    public void Aid_that_is_refused_inside_of_a_bindings_days_is_noticed() => Noticed(
        "told draw.not_yet_authorized",
        Told<Settled>(static e => e with
        {
            Reasons =
            [
                .. e.Reasons,
                .. e.Aid.Select(static aid => Reason.Of(DrawRefusal.NotYetAuthorized) with { Network = aid.Network }),
            ],
        }));

    [Fact]
    public void Aid_that_is_not_asked_for_is_noticed() => Noticed(
        "hears not why",
        Told<Settled>(static e => e with { Reasons = [.. e.Reasons.Where(static why => why.Network is null)] }));

    [Fact]
    public void A_member_who_is_let_go_before_the_last_day_is_noticed() => Noticed(
        "before the last day", Told<MemberRemoved>(static e => e with { Reason = UnbindReason.Expired }));

    [Fact]
    public void A_member_who_is_let_go_for_what_was_not_so_is_noticed() => Noticed(
        "which was not so", Told<MemberRemoved>(static e => e with { Reason = UnbindReason.FunderInsuranceEnded }));

    [Fact]
    public void A_member_who_is_let_go_for_another_reason_than_was_given_is_noticed() => Noticed(
        "which nobody asked for", Told<MemberRemoved>(static e => e with { Reason = UnbindReason.Death }));

    [Fact]
    public void A_member_who_is_bound_on_other_terms_is_noticed() => Noticed(
        "on paper that can't be",
        Told<MemberAdded>(static e => e with { Limits = new MemberLimits(PerUse: Money.FromFen(1)) }));

    [Fact]
    public void A_member_who_leaves_and_is_bound_is_noticed() => Noticed(
        "and is bound to it", Told<InsuranceChanged>(static _ => new NetworkLeft(NetworkId.Of("NA"), 1)));

    [Fact]
    public void A_member_who_joins_unasked_is_noticed() => Noticed(
        "and nobody asked for it", Told<InsuranceChanged>(static _ => new NetworkJoined(NetworkId.Of("NX"), 1)));

    [Fact]
    public void A_member_whom_a_network_does_not_show_is_noticed() => Noticed(
        "other members than are bound",
        () =>
        {
            var stays = Told<MemberRemoved>(static e => new MemberTold(e.Member, 1))();
            var keeps = Told<NetworkLeft>(static _ => new BillsVoided(VisitId.Of("V"), []))();
            return entry => keeps(stays(entry));
        });

    [Fact]
    public void A_list_that_names_another_binding_than_the_network_does_is_noticed() => Noticed(
        "don't agree on", Told<NetworkJoined>(static e => e with { Binding = e.Binding + 1 }));

    static string Otherwise(string rules) =>
        rules.Replace("\"catalogue\":\"", "\"catalogue\":\"0", StringComparison.Ordinal);

    static void Noticed(string how, Func<Func<Entry, Entry>> lie)
    {
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var run = new Run(seed) { Lie = lie() };
            if (Record.Exception(() => run.Go())?.Message.Contains(how, StringComparison.Ordinal) == true)
            {
                return;
            }
        }
        Assert.Fail($"{Seeds} runs believe it");
    }

    /// <summary>Every event of a kind is another one.</summary>
    static Func<Func<Entry, Entry>> Told<TEvent>(Func<TEvent, IGrainEvent> lie) where TEvent : class, IGrainEvent =>
        () => entry => EventOf<TEvent>(entry) is { } @event ? With(entry, lie(@event)) : entry;

    /// <summary>Every event of a kind is another one, but for each grain's first.</summary>
    static Func<Func<Entry, Entry>> Later<TEvent>(Func<TEvent, TEvent, IGrainEvent> lie)
        where TEvent : class, IGrainEvent => () =>
    {
        var firsts = new Dictionary<GrainKey, TEvent>();
        return entry => EventOf<TEvent>(entry) is not { } @event || firsts.TryAdd(entry.Grain, @event)
            ? entry
            : With(entry, lie(firsts[entry.Grain], @event));
    };

    static Settled WithItsSteps(Settled e)
    {
        var policy = NewYear.Policies.For(e.Insurance.Area, e.Bill.RulesOf)!;
        return e with { TraceDigest = DecidedAgain.DigestOf(DecidedAgain.Of(e, policy).Trace) };
    }

    static TEvent? EventOf<TEvent>(Entry entry) where TEvent : class, IGrainEvent =>
        EventKinds.All[entry.Kind] == typeof(TEvent) ? (TEvent)EventKinds.Decode(entry).Event : null;

    static Entry With(Entry entry, IGrainEvent @event)
    {
        var (kind, body) = EventKinds.Encode(entry.Grain, @event);
        return entry with { Kind = kind, Body = body };
    }
}
