using Gongji.Institutions;
using Gongji.Visits;

namespace Gongji.Tests.Ledger.Refusals;

/// <summary>What is refused to an institution: its registration, its visits, their fee lines.</summary>
public sealed class VisitRefusalTests
{
    static readonly DateOnly Day = new(2024, 1, 1);

    static readonly Ways Ways = new()
    {
        {
            InstitutionRefusal.LevelOutOfRange, static ledger => Register(ledger, level: 4)
        },
        {
            InstitutionRefusal.CapabilityEndsBeforeItBegins, static ledger =>
                Register(ledger, new Capability(Capability.OutpatientPooling, Day, To: Day.AddDays(-1)))
        },
        {
            VisitRefusal.PersonUnknown, static async ledger =>
            {
                await ledger.RegisterHospital();
                return await Open(ledger);
            }
        },
        {
            VisitRefusal.InTheFuture, static async ledger =>
            {
                await ledger.RegisterHospital();
                await ledger.Enrol("P1");
                var register = ledger.RegisterOf(ledger.PersonOf("P1"));
                return await ledger.Visit("V1").Register(register with { Began = register.Began.AddDays(1) });
            }
        },
        {
            VisitRefusal.AreaNotCovered, static async ledger =>
            {
                await WithVisit(ledger, area: "990000");
                return await Upload(ledger, LineOf("1"));
            }
        },
        {
            VisitRefusal.OtherInstitution, static async ledger =>
            {
                await WithVisit(ledger);
                return await ledger.Visit("V1").Cancel(new CancelVisit(
                    ledger.NewOperation(), ledger.PersonOf("P1"), InstitutionCode.Of("H61010000002")));
            }
        },
        {
            VisitRefusal.NoLines, static async ledger =>
            {
                await WithVisit(ledger);
                return await Upload(ledger);
            }
        },
        {
            VisitRefusal.LineNumberUsedTwice, static async ledger =>
            {
                await WithVisit(ledger);
                (await Upload(ledger, LineOf("1"))).OrThrow();
                return await Upload(ledger, LineOf("2"), LineOf("1"));
            }
        },
        {
            VisitRefusal.TooManyLines, static async ledger =>
            {
                await WithVisit(ledger);
                return await Upload(ledger, [.. Enumerable.Range(1, 10_001).Select(static n => LineOf($"{n}"))]);
            }
        },
    };

    public static TheoryData<string> Codes => Ways.Codes;

    [Theory]
    [MemberData(nameof(Codes))]
    public Task What_an_institution_may_not_do_is_refused_with_its_reason(string code) => Ways.Lead(code);

    static Task<Answer<Confirmation>> Register(LedgerWords ledger, params Capability[] can) =>
        Register(ledger, level: 2, can);

    static Task<Answer<Confirmation>> Register(LedgerWords ledger, int level, params Capability[] can) =>
        ledger.Grains.Institution(ledger.Hospital).Register(new RegisterInstitution(
            ledger.NewOperation(),
            new InstitutionProfile(
                ledger.Hospital, "第一医院", AreaCode.Of("610100"), InstitutionKind.Hospital, level, can)));

    static Task<Answer<RegisteredVisit>> Open(LedgerWords ledger) =>
        ledger.Visit("V1").Register(ledger.RegisterOf(ledger.PersonOf("P1")));

    static async Task WithVisit(LedgerWords ledger, string area = "610100")
    {
        await ledger.RegisterHospital(area: area);
        await ledger.Enrol("P1");
        (await Open(ledger)).OrThrow();
    }

    static FeeItem LineOf(string number) => new(number, "unknown", "检查", Money.FromFen(100), 1, 1);

    static Task<Answer<UploadedFees>> Upload(LedgerWords ledger, params FeeItem[] lines) =>
        ledger.Visit("V1").UploadFees(new UploadFees(
            ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"), lines));
}
