using Gongji.Families;
using Gongji.People;

namespace Gongji.LoadTests.Workload;

/// <summary>The persons of a load and the bills that they settle.</summary>
/// <param name="load">With aid, persons are families of four: one with an account funds three residents without
/// one.</param>
/// <param name="before">Bills that other towns of the same persons have named already.</param>
sealed class Town(IGrains grains, int persons, LoadKind load, DateOnly today, long before = 0)
{
    const int FamilySize = 4;

    public static readonly AreaCode Area = AreaCode.Of("610199");

    public static readonly Money Opening = Money.FromFen(1_000_000_00);

    static readonly Money Monthly = Money.FromFen(200_00);

    static readonly InstitutionFacts Hospital = new(
        InstitutionCode.Of("H61010000001"),
        AreaCode.Of("610100"),
        InstitutionKind.Hospital,
        2,
        [Capability.OutpatientPooling, Capability.CrossArea]);

    readonly bool _withAid = load switch
    {
        LoadKind.Simple => false,
        LoadKind.Aid => true,
    };

    long _serial = before;

    /// <summary>How many different patients there are.</summary>
    public int Patients => _withAid ? persons / FamilySize * (FamilySize - 1) : persons;

    /// <summary>How many families there are.</summary>
    public int Families => _withAid ? persons / FamilySize : 0;

    /// <summary>How many have an account.</summary>
    public int Accounts => _withAid ? Families : persons;

    public async Task Enrol(int callers)
    {
        var groups = Accounts;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, groups),
            new ParallelOptions { MaxDegreeOfParallelism = callers },
            async (group, _) => await (_withAid ? EnrolFamily(group) : EnrolPerson(group)));
    }

    public Task<Answer<Receipt>> Settle(int patient, Random random) => Settle(PatientAt(patient), random);

    public Task<Answer<Receipt>> Settle(PersonNo patient, Random random) =>
        grains.Person(patient).Settle(NewBill(patient, random));

    public Task<Answer<PersonView>> View(int patient) => grains.Person(PatientAt(patient)).View(today);

    public Task<Answer<PersonView>> ViewFunder(int family) => grains.Person(FunderOf(family)).View(today);

    public Task<Answer<NetworkView>> ViewNetwork(int family) => grains.Network(NetworkOf(family)).View(today);

    /// <summary>Credits an account once more.</summary>
    /// <param name="time">Which one of its credits it is.</param>
    public async Task Credit(int account, int time)
    {
        var person = _withAid ? FunderOf(account) : Person(account);
        (await grains.Person(person).Credit(new CreditAccount(
            Operation($"credit/{time}", person.Value), Monthly, today.Year - 1, CreditSource.Contribution))).OrThrow();
    }

    public static PersonNo FunderOf(int family) => PersonNo.Of($"61010000F{family:D8}");

    public static NetworkId NetworkOf(int family) => NetworkId.Of($"N{family:D8}");

    /// <summary>Asks to settle a new bill of a patient, between 60 and 300 yuan.</summary>
    public Settle NewBill(PersonNo patient, Random random)
    {
        var serial = Interlocked.Increment(ref _serial);
        var total = Money.FromFen(random.Next(60_00, 300_00));
        var bill = new Bill(
            VisitId.Of($"V{serial}"),
            BatchNo.Of("1"),
            1,
            patient,
            CareKind.Outpatient,
            today,
            today,
            Hospital,
            new BillAmounts(total, Money.Zero, Money.Zero, Money.Zero, total, Money.Zero),
            "00000000000000000000000000000000");
        var operation = new Operation(OperationId.Of($"H61010000001/2207/{serial:D12}"), bill.Digest);
        return new Settle(operation, SettlementId.Of($"S{serial:D16}"), bill, UseAccount: true);
    }

    public PersonNo PatientAt(int patient) => _withAid
        ? Member(patient / (FamilySize - 1), patient % (FamilySize - 1))
        : Person(patient);

    Task EnrolPerson(int n) => EnrolWithAccount(Person(n));

    /// <summary>Enrols a person who works, with a full account.</summary>
    public async Task EnrolWithAccount(PersonNo person)
    {
        await Enrol(person, PersonKind.Active);
        await Credit(person);
    }

    async Task EnrolFamily(int family)
    {
        var (funder, network) = (FunderOf(family), NetworkOf(family));
        await EnrolWithAccount(funder);
        var grain = grains.Network(network);
        (await grain.Form(new FormNetwork(Operation("form", network.Value), funder, "app"))).OrThrow();
        (await grain.ConfirmModes(new ConfirmModes(Operation("mode", network.Value), [AidPurpose.Payment]))).OrThrow();
        for (var n = 0; n < FamilySize - 1; n++)
        {
            var member = Member(family, n);
            await Enrol(member, PersonKind.Resident);
            (await grain.AddMember(new AddMember(
                Operation("add", member.Value), member, Relation.Parent, new MemberLimits(), null, "app"))).OrThrow();
        }
    }

    async Task Enrol(PersonNo person, PersonKind kind)
    {
        var insurance = new Insurance(
            new DateOnly(today.Year - 1, 1, 1), Area, kind, InsuranceStatus.Normal);
        (await grains.Person(person).Enrol(new Enrol(Operation("enrol", person.Value), insurance, ""))).OrThrow();
    }

    async Task Credit(PersonNo person) =>
        (await grains.Person(person).Credit(new CreditAccount(
            Operation("credit", person.Value), Opening, today.Year - 1, CreditSource.Opening))).OrThrow();

    static PersonNo Person(int n) => PersonNo.Of($"610100000000{n:D8}");

    static PersonNo Member(int family, int n) => PersonNo.Of($"6101000{n}M{family:D8}");

    static Operation Operation(string what, string who) =>
        new(OperationId.Of($"{what}/{who}"), "00000000000000000000000000000000");
}
