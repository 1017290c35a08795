using System.Globalization;
using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Tests.Ledger.People;

/// <summary>Ordinary states, facts and commands, for decisions that are asked without any host.</summary>
static class Roles
{
    public static readonly PersonNo Person = PersonNo.Of("P1");
    public static readonly NetworkId Network = NetworkId.Of("N1");
    public static readonly DateOnly Today = new(2026, 5, 20);
    public static readonly SettlementId Settlement = SettlementId.Of("S1");
    public static readonly Facts Facts = new(Person, Today, TestLedger.Policies);

    /// <summary>The version of the rules that draws are decided by.</summary>
    public const string Rules = "610100@9f3c21aa";

    static readonly DateTimeOffset Moment = new(2026, 5, 20, 4, 0, 0, TimeSpan.Zero);

    public static Money Yuan(string text) =>
        Money.TryFromYuan(decimal.Parse(text, CultureInfo.InvariantCulture)) ?? throw new FormatException(text);

    /// <summary>Parts such as <c>2024:30 2026:20</c>: year and yuan.</summary>
    public static LotPart[] Parts(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split(':'))
            .Select(static part => new LotPart(int.Parse(part[0], CultureInfo.InvariantCulture), Yuan(part[1]))),
    ];

    public static string Text(IEnumerable<LotPart> parts) =>
        string.Join(' ', parts.Select(static part => $"{part.Year}:{part.Amount.Yuan:0.##}"));

    /// <summary>A person of the area who has these credits.</summary>
    public static PersonState Enrolled(
        string credits = "", PersonKind kind = PersonKind.Active, string area = "610199")
    {
        var state = new PersonState();
        Apply(state, new Enrolled(Person, LedgerWords.InsuranceOf(area, kind), ""));
        foreach (var part in Parts(credits))
        {
            Apply(state, new Credited(part.Amount, part.Year, "opening", Money.Zero, []));
        }
        return state;
    }

    /// <param name="passed">How long after the others it is recorded.</param>
    public static void Apply(PersonState state, IGrainEvent @event, long sequence = 1, TimeSpan passed = default) =>
        state.Apply(new Recorded(sequence, Moment + passed, null, @event));

    public static Draw DrawOf(string yuan, int attempt = 1, string member = "C1") => new(
        Settlement,
        attempt,
        PersonNo.Of(member),
        LedgerWords.InsuranceOf(),
        Yuan(yuan),
        AidPurpose.Payment,
        Today,
        LastEnded: null,
        Rules);

    public static Bill BillOf(BillAmounts amounts) => new(
        VisitId.Of("V1"),
        BatchNo.Of("1"),
        2,
        Person,
        CareKind.Outpatient,
        Today,
        Today,
        new InstitutionFacts(
            InstitutionCode.Of("H1"),
            AreaCode.Of("610100"),
            InstitutionKind.Hospital,
            2,
            [Capability.OutpatientPooling]),
        amounts,
        "digest");

    public static string Code(Refusal? refusal) => refusal?.Code ?? "";
}
