using System.Collections.Concurrent;
using Gongji.Embedded;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.Journal;
using Gongji.Journal.Life;
using Gongji.People;
using Gongji.Policy;
using Gongji.Settling;
using Gongji.Visits;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gongji.Tests;

/// <summary>A ledger in this process over any store, with the shipped policies, and short words for ordinary things.
/// </summary>
public sealed class TestLedger : IAsyncDisposable
{
    public static readonly PolicyPacks Policies =
        PolicyFolder.Load(Path.Combine(AppContext.BaseDirectory, "policies"));

    public static readonly InstitutionCode Hospital = InstitutionCode.Of("H61010000001");

    public static readonly TimeProvider Clock = TimeProvider.System;

    readonly ConcurrentDictionary<string, int> _serials = new();

    TestLedger(
        IJournalStore store,
        TimeProvider time,
        EmbeddedOptions options,
        IPolicies policies,
        ICalls? neighbours,
        TaskScheduler scheduler)
    {
        Store = store;
        Time = time;
        Lanes = new Lanes(store, new JournalOptions(), scheduler);
        Host = new EmbeddedHost(
            Lanes, policies, time, options, scheduler, NullLogger<EmbeddedHost>.Instance, neighbours);
    }

    public IJournalStore Store { get; }

    public TimeProvider Time { get; }

    public Lanes Lanes { get; }

    public EmbeddedHost Host { get; }

    public IGrains Grains => Host.Grains;

    public DateOnly Today => ChinaTime.DayOf(Time.GetUtcNow());

    public static async Task<TestLedger> Start(
        IJournalStore? store = null,
        TimeProvider? time = null,
        EmbeddedOptions? options = null,
        IPolicies? policies = null,
        ICalls? neighbours = null,
        TaskScheduler? scheduler = null)
    {
        store ??= new MemoryJournalStore();
        await store.Prepare(CancellationToken.None);
        return new TestLedger(
            store,
            time ?? Clock,
            options ?? new EmbeddedOptions(),
            policies ?? Policies,
            neighbours,
            scheduler ?? TaskScheduler.Default);
    }

    public Operation NewOperation(string content = "") =>
        Operation.Of(OperationId.Of($"test/{_serials.AddOrUpdate("", 1, static (_, n) => n + 1)}"), content);

    public IInsuredPerson Person(string person) => Grains.Person(PersonNo.Of(person));

    public IFamilyNetwork Network(string network) => Grains.Network(NetworkId.Of(network));

    public async Task RegisterHospital(
        int level = 2, string area = "610100", InstitutionKind kind = InstitutionKind.Hospital)
    {
        var since = new DateOnly(2020, 1, 1);
        Capability[] can = [new(Capability.OutpatientPooling, since), new(Capability.CrossArea, since)];
        var profile = new InstitutionProfile(Hospital, "第一医院", AreaCode.Of(area), kind, level, can);
        (await Grains.Institution(Hospital).Register(new RegisterInstitution(NewOperation(), profile))).OrThrow();
    }

    public async Task Enrol(
        string person, PersonKind kind = PersonKind.Active, string area = "610199", decimal yuan = 0, int? year = null)
    {
        var insurance = new Insurance(new DateOnly(2020, 1, 1), AreaCode.Of(area), kind, InsuranceStatus.Normal);
        (await Person(person).Enrol(new Enrol(NewOperation(), insurance, ""))).OrThrow();
        if (yuan > 0)
        {
            var credit = new CreditAccount(
                NewOperation(), Money.TryFromYuan(yuan)!.Value, year ?? Today.Year - 1, "opening");
            (await Person(person).Credit(credit)).OrThrow();
        }
    }

    public async Task FormNetwork(string network, string funder, params string[] members)
    {
        (await Network(network).Form(new FormNetwork(NewOperation(), PersonNo.Of(funder), "app"))).OrThrow();
        var modes = new ConfirmModes(NewOperation(), [AidPurpose.Payment]);
        (await Network(network).ConfirmModes(modes)).OrThrow();
        foreach (var member in members)
        {
            await AddMember(network, member);
        }
    }

    public async Task AddMember(string network, string member, MemberLimits? limits = null)
    {
        var command = new AddMember(
            NewOperation(), PersonNo.Of(member), Relation.Child, limits ?? new MemberLimits(), "v1", "app");
        (await Network(network).AddMember(command)).OrThrow();
    }

    /// <summary>A bill of an ordinary outpatient visit today, wholly in scope unless said otherwise.</summary>
    public Bill BillOf(string person, decimal inScope, decimal ownExpense = 0, string? visit = null, int level = 2)
    {
        var (scope, own) = (Money.TryFromYuan(inScope)!.Value, Money.TryFromYuan(ownExpense)!.Value);
        var facts = new InstitutionFacts(
            Hospital,
            AreaCode.Of("610100"),
            InstitutionKind.Hospital,
            level,
            [Capability.OutpatientPooling, Capability.CrossArea]);
        var id = VisitId.Of(visit ?? $"V{_serials.AddOrUpdate("visit", 1, static (_, n) => n + 1)}");
        return new Bill(
            id,
            BatchNo.Of("1"),
            1,
            PersonNo.Of(person),
            CareKind.Outpatient,
            Today,
            facts,
            new BillAmounts(scope + own, own, Money.Zero, Money.Zero, scope, Money.Zero),
            Operation.DigestOf($"{id}|{inScope}|{ownExpense}"));
    }

    public Settle SettleOf(Bill bill, string? message = null)
    {
        var operation = message is null
            ? NewOperation(bill.Digest)
            : Operation.Of(OperationId.Of(message), bill.Digest);
        var settlement = SettlementId.Of(Operation.DigestOf(operation.Id.Value)[..28]);
        return new Settle(operation, settlement, bill, UseAccount: true);
    }

    public Task<Answer<Receipt>> Settle(Bill bill, string? message = null) =>
        Grains.Person(bill.Person).Settle(SettleOf(bill, message));

    /// <summary>The person's whole own account, in yuan.</summary>
    public async Task<decimal> BalanceOf(string person)
    {
        var view = (await Person(person).View(Today)).OrThrow();
        return (view.Historic + view.Current).Yuan;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.Stop();
        await Store.DisposeAsync();
    }
}
