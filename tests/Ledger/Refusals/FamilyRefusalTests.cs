using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Ledger.Refusals;

/// <summary>What is refused to a family: by a network, by its funder, by the funder's area.</summary>
public sealed class FamilyRefusalTests
{
    // Two pooling areas of Liaoning, where aid between areas is among employees, for five members of one network.
    const string Dalian = "210299";
    const string Anshan = "210399";

    /// <summary>Insurance in these tests begins in 2020, and the packs in 2023.</summary>
    static readonly DateOnly BeforeThePacks = new(2021, 6, 1);

    static readonly Ways Ways = new()
    {
        {
            AidRefusal.AreaNotCovered, static async ledger =>
            {
                await ledger.Enrol("F1", yuan: 100);
                return await ledger.Person("F1").Hold(HoldOn(ledger, BeforeThePacks));
            }
        },
        {
            AidRefusal.FunderHasNoAccount, static async ledger =>
            {
                await ledger.Enrol("F1", PersonKind.Resident);
                return await Form(ledger, "N1", "F1");
            }
        },
        {
            AidRefusal.MemberNotNormal, static async ledger =>
            {
                await WithNetwork(ledger);
                await ledger.Suspend("P1");
                return await ledger.Network("N1").AddMember(ledger.AddOf("P1"));
            }
        },
        {
            AidRefusal.SchemeNotAllowed, static async ledger =>
            {
                await WithNetwork(ledger, Dalian);
                await ledger.Enrol("P2", PersonKind.Resident, Anshan);
                return await ledger.Network("N1").AddMember(ledger.AddOf("P2"));
            }
        },
        {
            AidRefusal.OutOfReach, static async ledger =>
            {
                await WithNetwork(ledger, Dalian);
                await ledger.Enrol("P2", area: "610199");
                return await ledger.Network("N1").AddMember(ledger.AddOf("P2"));
            }
        },
        {
            NetworkRefusal.FunderNotEnrolled, static ledger => Form(ledger, "N1", "F1")
        },
        {
            NetworkRefusal.NotAMember, static async ledger =>
            {
                await WithNetwork(ledger);
                return await ledger.Network("N1").RemoveMember(
                    new RemoveMember(ledger.NewOperation(), ledger.PersonOf("P1"), UnbindReason.Authorizer));
            }
        },
        {
            NetworkRefusal.TooManyMembers, static async ledger =>
            {
                await WithNetwork(ledger, Dalian);
                foreach (var member in (string[])["M1", "M2", "M3", "M4", "M5", "M6"])
                {
                    await ledger.Enrol(member, area: Anshan);
                }
                foreach (var member in (string[])["M1", "M2", "M3", "M4", "M5"])
                {
                    await ledger.AddMember("N1", member);
                }
                return await ledger.Network("N1").AddMember(ledger.AddOf("M6"));
            }
        },
        {
            PersonRefusal.TooManyNetworks, static async ledger =>
            {
                await ledger.Enrol("P2", area: Anshan);
                await WithNetwork(ledger, Dalian);
                await ledger.AddMember("N1", "P2");
                await ledger.Enrol("F2", area: Dalian);
                await ledger.FormNetwork("N2", "F2");
                return await ledger.Network("N2").AddMember(ledger.AddOf("P2"));
            }
        },
        {
            DrawRefusal.FunderNotEnrolled, static ledger =>
                ledger.Person("F1").Hold(ledger.HoldOf("N1", ledger.DrawOf("P1", 60)))
        },
        {
            DrawRefusal.AccountBlocked, static async ledger =>
            {
                await WithNetwork(ledger);
                await ledger.AddMember("N1", "P1");
                await ledger.BlockAccount("F1");
                return await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));
            }
        },
        {
            DrawRefusal.AnotherMembers, static async ledger =>
            {
                await WithDraw(ledger);
                await ledger.Enrol("P2");
                await ledger.AddMember("N1", "P2");
                return await ledger.Network("N1").Draw(ledger.DrawOf("P2", 60));
            }
        },
        {
            DrawRefusal.CapturedAlready, static async ledger =>
            {
                await WithDraw(ledger);
                (await ledger.Network("N1").Capture(ledger.CaptureOf("N1", 60))).OrThrow();
                return await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60, attempt: 2));
            }
        },
        {
            DrawRefusal.LimitUsedUp, static async ledger =>
            {
                await WithDraw(ledger, new MemberLimits(PerPeriod: Money.FromFen(60_00)));
                return await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60, "S2"));
            }
        },
    };

    public static TheoryData<string> Codes => Ways.Codes;

    [Theory]
    [MemberData(nameof(Codes))]
    public Task What_can_t_be_done_for_a_family_is_refused_with_its_reason(string code) => Ways.Lead(code);

    [Fact]
    public async Task Where_an_area_has_not_opened_aid_no_relative_pays()
    {
        await using var ledger = await TestLedger.Start(policies: ChangedPacks.With(
            "shanxi.json", "\"from\": \"2022-07-01\"", "\"from\": \"2023-06-01\""));
        await ledger.Enrol("F1", area: "140199", yuan: 2_000);

        var answer = await ledger.Person("F1").Hold(HoldOn(ledger, new DateOnly(2023, 5, 31)));

        Assert.True(answer.Refusal?.Is(AidRefusal.NotOpenedInArea));
    }

    static Hold HoldOn(LedgerWords ledger, DateOnly day) =>
        ledger.HoldOf("N1", ledger.DrawOf("P1", 60) with { ServiceDate = day });

    static Task<Answer<Confirmation>> Form(LedgerWords ledger, string network, string funder) =>
        ledger.Network(network).Form(new FormNetwork(ledger.NewOperation(), ledger.PersonOf(funder), "app"));

    /// <summary>A network of F1 without members, and P1 who could be one.</summary>
    static async Task WithNetwork(LedgerWords ledger, string area = "610199")
    {
        await ledger.Enrol("F1", area: area, yuan: 100);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
    }

    /// <summary>60 yuan that P1 draws for S1.</summary>
    static async Task WithDraw(LedgerWords ledger, MemberLimits? limits = null)
    {
        await WithNetwork(ledger);
        await ledger.AddMember("N1", "P1", limits);
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();
    }
}
