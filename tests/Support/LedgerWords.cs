using System.Collections.Concurrent;
using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Tests.Support;

/// <summary>Short words for ordinary things of a ledger, wherever it runs.</summary>
/// <param name="scope">What every id ends with, up to 16 characters, so that tests which share a ledger never
/// meet.</param>
public abstract class LedgerWords(string scope = "")
{
    readonly ConcurrentDictionary<string, int> _serials = new();

    public abstract IGrains Grains { get; }

    /// <summary>The ledger's clock.</summary>
    public abstract TimeProvider Time { get; }

    public DateOnly Today => ChinaTime.DayOf(Time.GetUtcNow());

    public InstitutionCode Hospital => InstitutionCode.Of("H61010000001" + scope);

    public PersonNo PersonOf(string name) => PersonNo.Of(name + scope);

    public NetworkId NetworkOf(string name) => NetworkId.Of(name + scope);

    public VisitId VisitOf(string name) => VisitId.Of(name + scope);

    public SettlementId SettlementOf(string name) => SettlementId.Of(name + scope);

    public OperationId OperationOf(string name) => OperationId.Of(name + scope);

    public Operation NewOperation(string content = "") =>
        Operation.Of(OperationOf($"test/{Next("operation")}"), content);

    public IInsuredPerson Person(string person) => Grains.Person(PersonOf(person));

    public IFamilyNetwork Network(string network) => Grains.Network(NetworkOf(network));

    public IVisit Visit(string visit) => Grains.Visit(VisitOf(visit));

    public async Task RegisterHospital(
        int level = 2,
        string area = "610100",
        InstitutionKind kind = InstitutionKind.Hospital,
        DateOnly? from = null)
    {
        var since = new DateOnly(2020, 1, 1);
        Capability[] can = [new(Capability.OutpatientPooling, since), new(Capability.CrossArea, since)];
        var profile = new InstitutionProfile(Hospital, "第一医院", AreaCode.Of(area), kind, level, can);
        (await Grains.Institution(Hospital).Register(new RegisterInstitution(NewOperation(), profile, from))).OrThrow();
    }

    /// <summary>An outpatient visit of the person to the hospital, now.</summary>
    public RegisterVisit RegisterOf(PersonNo person) => new(
        NewOperation(), person, Hospital, CareKind.Outpatient, Time.GetUtcNow(), "1", "{}");

    public static Insurance InsuranceOf(string area = "610199", PersonKind kind = PersonKind.Active) =>
        new(new DateOnly(2020, 1, 1), AreaCode.Of(area), kind, InsuranceStatus.Normal);

    public async Task Enrol(
        string person, PersonKind kind = PersonKind.Active, string area = "610199", decimal yuan = 0, int? year = null)
    {
        (await Person(person).Enrol(new Enrol(NewOperation(), InsuranceOf(area, kind), ""))).OrThrow();
        if (yuan > 0)
        {
            await Credit(person, yuan, year ?? Today.Year - 1);
        }
    }

    public Task End(string person, string area = "610199") =>
        Change(person, InsuranceOf(area) with { Status = InsuranceStatus.Ended });

    public Task Suspend(string person, string area = "610199") =>
        Change(person, InsuranceOf(area) with { Status = InsuranceStatus.Suspended });

    /// <summary>The insurance is another from today on.</summary>
    public async Task Change(string person, Insurance insurance) =>
        (await Person(person).ChangeInsurance(
            new ChangeInsurance(NewOperation(), insurance with { From = Today }))).OrThrow();

    public async Task Credit(string person, decimal yuan, int year)
    {
        var credit = new CreditAccount(NewOperation(), Money.TryFromYuan(yuan)!.Value, year, CreditSource.Opening);
        (await Person(person).Credit(credit)).OrThrow();
    }

    public async Task BlockAccount(string person) =>
        (await Person(person).BlockAccount(new BlockAccount(NewOperation(), BlockReason.Lost))).OrThrow();

    public async Task UnblockAccount(string person) =>
        (await Person(person).UnblockAccount(new UnblockAccount(NewOperation()))).OrThrow();

    public async Task BindView(string viewer, string viewed) =>
        (await Person(viewer).BindView(new BindView(NewOperation(), PersonOf(viewed)))).OrThrow();

    /// <summary>A token of the person that lives for a minute.</summary>
    /// <param name="steps">What alone it is for; none when for everything.</param>
    public async Task<ICredential> IssueToken(string person, params string[] steps)
    {
        var token = Grains.Credential(CredentialHash.Of($"token-{PersonOf(person)}"));
        (await token.Issue(new IssueToken(
            NewOperation(),
            PersonOf(person),
            Time.GetUtcNow().AddSeconds(60),
            Steps: steps is [] ? null : steps))).OrThrow();
        return token;
    }

    public Showing ShowingOf(string institution, string step, string message = "1") => new(
        Operation.Of(OperationOf($"{institution}/{step}/{message}"), ""),
        InstitutionCode.Of(institution + scope),
        step);

    public async Task FormNetwork(string network, string funder, params string[] members)
    {
        (await Network(network).Form(new FormNetwork(NewOperation(), PersonOf(funder), "app"))).OrThrow();
        await ConfirmMode(network, AidPurpose.Payment);
        foreach (var member in members)
        {
            await AddMember(network, member);
        }
    }

    public async Task ConfirmMode(string network, AidPurpose mode) =>
        (await Network(network).ConfirmModes(new ConfirmModes(NewOperation(), [mode]))).OrThrow();

    public async Task AddMember(
        string network, string member, MemberLimits? limits = null, Relation relation = Relation.Child) =>
        (await Network(network).AddMember(AddOf(member, limits) with { Relation = relation })).OrThrow();

    public async Task RemoveMember(
        string network, string member, UnbindReason reason = UnbindReason.Authorizer) =>
        (await Network(network).RemoveMember(
            new RemoveMember(NewOperation(), PersonOf(member), reason))).OrThrow();

    public AddMember AddOf(string member, MemberLimits? limits = null) => new(
        NewOperation(), PersonOf(member), Relation.Child, limits ?? new MemberLimits(), null, "app");

    /// <summary>A bill of an ordinary outpatient visit today, wholly in scope unless said otherwise.</summary>
    public Bill BillOf(
        string person,
        decimal inScope,
        decimal ownExpense = 0,
        string? visit = null,
        int level = 2,
        string area = "610100")
    {
        var (scope, own) = (Money.TryFromYuan(inScope)!.Value, Money.TryFromYuan(ownExpense)!.Value);
        var facts = new InstitutionFacts(
            Hospital,
            AreaCode.Of(area),
            InstitutionKind.Hospital,
            level,
            [Capability.OutpatientPooling, Capability.CrossArea]);
        var id = VisitOf(visit ?? $"V{Next("visit")}");
        return new Bill(
            id,
            BatchNo.Of("1"),
            1,
            PersonOf(person),
            CareKind.Outpatient,
            Today,
            Today,
            facts,
            new BillAmounts(scope + own, own, Money.Zero, Money.Zero, scope, Money.Zero),
            Operation.DigestOf($"{id}|{inScope}|{ownExpense}"));
    }

    /// <param name="message">The operation's name; a new one when null.</param>
    public Settle SettleOf(Bill bill, string? message = null)
    {
        var operation = message is null
            ? NewOperation(bill.Digest)
            : Operation.Of(OperationOf(message), bill.Digest);
        var settlement = SettlementId.Of(Operation.DigestOf(operation.Id.Value)[..28]);
        return new Settle(operation, settlement, bill, UseAccount: true);
    }

    public Task<Answer<Receipt>> Settle(Bill bill, string? message = null) =>
        Grains.Person(bill.Person).Settle(SettleOf(bill, message));

    public Reverse ReverseOf(Receipt receipt) => new(NewOperation(), receipt.Settlement, receipt.Bill.Visit);

    public async Task Reverse(Receipt receipt) =>
        (await Grains.Person(receipt.Bill.Person).Reverse(ReverseOf(receipt))).OrThrow();

    public Draw DrawOf(
        string member, decimal yuan, string settlement = "S1", int attempt = 1, string area = "610199") => new(
            SettlementOf(settlement),
            attempt,
            PersonOf(member),
            InsuranceOf(area),
            Money.TryFromYuan(yuan)!.Value,
            AidPurpose.Payment,
            Today,
            LastEnded: null);

    public Hold HoldOf(string network, Draw draw) => new(NetworkOf(network), Relation.Child, Today, draw);

    public Release ReleaseOf(string network, string member, string settlement = "S1", int attempt = 1) =>
        new(SettlementOf(settlement), attempt, NetworkOf(network), PersonOf(member));

    public Capture CaptureOf(string network, decimal yuan, string settlement = "S1", int attempt = 1) =>
        new(SettlementOf(settlement), attempt, NetworkOf(network), Money.TryFromYuan(yuan)!.Value);

    public Return ReturnOf(string network, decimal yuan, string settlement = "S1") =>
        new(SettlementOf(settlement), NetworkOf(network), Money.TryFromYuan(yuan)!.Value);

    /// <summary>The person's whole own account, in yuan.</summary>
    public async Task<decimal> BalanceOf(string person)
    {
        var view = await ViewOf(person);
        return (view.Historic + view.Current).Yuan;
    }

    public async Task<PersonView> ViewOf(string person) => (await Person(person).View(Today)).OrThrow();

    public async Task<NetworkView> ViewOfNetwork(string network) => (await Network(network).View(Today)).OrThrow();

    int Next(string kind) => _serials.AddOrUpdate(kind, 1, static (_, n) => n + 1);
}
