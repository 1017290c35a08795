using Gongji.Credentials;
using Gongji.People;

namespace Gongji.Tests.Ledger.Refusals;

/// <summary>What is refused to a person, and to the patient of a settlement.</summary>
public sealed class PersonRefusalTests
{
    /// <summary>Insurance in these tests begins in 2020, and the packs in 2023.</summary>
    static readonly DateOnly BeforeThePacks = new(2021, 6, 1);
    static readonly DateOnly BeforeTheInsurance = new(2019, 6, 1);

    static readonly Ways Ways = new()
    {
        {
            PersonRefusal.BalanceTooLarge, static async ledger =>
            {
                await ledger.Enrol("P1", yuan: Money.Largest.Yuan);
                var credit = new CreditAccount(
                    ledger.NewOperation(), Money.FromFen(1), ledger.Today.Year, CreditSource.Opening);
                return await ledger.Person("P1").Credit(credit);
            }
        },
        {
            PersonRefusal.ChangeBeforeInsurance, static async ledger =>
            {
                await ledger.Enrol("P1");
                var earlier = LedgerWords.InsuranceOf() with { From = BeforeTheInsurance };
                return await ledger.Person("P1").ChangeInsurance(new ChangeInsurance(ledger.NewOperation(), earlier));
            }
        },
        {
            CredentialRefusal.Expired, static async ledger =>
            {
                await ledger.Enrol("P1");
                var token = ledger.Grains.Credential(CredentialHash.Of("token"));
                (await token.Bind(new BindCredential(
                    ledger.NewOperation(), ledger.PersonOf("P1"), Until: ledger.Time.GetUtcNow()))).OrThrow();
                return await token.Look(ledger.ShowingOf("H", "2207"));
            }
        },
        {
            CredentialRefusal.Blocked, static async ledger =>
            {
                var card = await Card(ledger);
                (await card.Block(new BlockCredential(
                    ledger.NewOperation(), ledger.PersonOf("P1"), BlockReason.Stolen))).OrThrow();
                return await card.Look(ledger.ShowingOf("H", "2207"));
            }
        },
        {
            ViewRefusal.OfOneself, static async ledger =>
            {
                await ledger.Enrol("P1");
                return await ledger.Person("P1").BindView(new BindView(ledger.NewOperation(), ledger.PersonOf("P1")));
            }
        },
        {
            ViewRefusal.TooMany, static async ledger =>
            {
                await ledger.Enrol("P1");
                for (var one = 1; one <= 5; one++)
                {
                    await ledger.BindView("P1", $"C{one}");
                }
                return await ledger.Person("P1").BindView(new BindView(ledger.NewOperation(), ledger.PersonOf("C6")));
            }
        },
        {
            ViewRefusal.Unknown, static ledger =>
                ledger.Person("P1").EndView(new EndView(ledger.NewOperation(), ledger.PersonOf("C1")))
        },
        {
            CredentialRefusal.Used, static async ledger =>
            {
                var token = await ledger.IssueToken("P1");
                (await token.Use(ledger.ShowingOf("H1", "2207"))).OrThrow();
                return await token.Use(ledger.ShowingOf("H2", "2207"));
            }
        },
        {
            CredentialRefusal.OtherStep, static async ledger =>
                await (await ledger.IssueToken("P1", "2201")).Use(ledger.ShowingOf("H1", "2207"))
        },
        {
            CredentialRefusal.OtherPerson, static async ledger => await (await Card(ledger)).Block(
                new BlockCredential(ledger.NewOperation(), ledger.PersonOf("P2"), BlockReason.Lost))
        },
        {
            CredentialRefusal.NotBlocked, static async ledger => await (await Card(ledger)).Unblock(
                new UnblockCredential(ledger.NewOperation(), ledger.PersonOf("P1")))
        },
        {
            PersonRefusal.AccountNotBlocked, static async ledger =>
            {
                await ledger.Enrol("P1");
                return await ledger.Person("P1").UnblockAccount(new UnblockAccount(ledger.NewOperation()));
            }
        },
        {
            PersonRefusal.NotEnrolled, static ledger =>
                ledger.Person("P1").BlockAccount(new BlockAccount(ledger.NewOperation(), BlockReason.Death))
        },
        {
            SettleRefusal.AccountBlocked, static async ledger =>
            {
                await ledger.Enrol("P1");
                await ledger.BlockAccount("P1");
                return await ledger.Settle(ledger.BillOf("P1", inScope: 40));
            }
        },
        {
            SettleRefusal.NotEnrolled, static ledger => ledger.Settle(ledger.BillOf("P1", inScope: 40))
        },
        {
            SettleRefusal.BillIsZero, static async ledger =>
            {
                await ledger.Enrol("P1");
                return await ledger.Settle(ledger.BillOf("P1", inScope: 0));
            }
        },
        {
            SettleRefusal.NotInsuredThen, static async ledger =>
            {
                await ledger.Enrol("P1");
                return await ledger.Settle(
                    ledger.BillOf("P1", inScope: 40).On(BeforeTheInsurance));
            }
        },
        {
            SettleRefusal.AreaNotCovered, static async ledger =>
            {
                await ledger.Enrol("P1");
                return await ledger.Settle(ledger.BillOf("P1", inScope: 40).On(BeforeThePacks));
            }
        },
        {
            SettleRefusal.InTheFuture, static async ledger =>
            {
                await ledger.Enrol("P1");
                return await ledger.Settle(
                    ledger.BillOf("P1", inScope: 40).On(ledger.Today.AddDays(1)));
            }
        },
        {
            SettleRefusal.GivenUp, static async ledger =>
            {
                await ledger.Enrol("P1");
                await ledger.Enrol("F1", yuan: 100);
                await ledger.FormNetwork("N1", "F1", "P1");
                var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
                var forgotten = ledger.DrawOf("P1", 30, attempt: 9) with { Settlement = command.Settlement };
                (await ledger.Network("N1").Draw(forgotten)).OrThrow();
                return await ledger.Person("P1").Settle(command);
            }
        },
        {
            ReverseRefusal.NoSuchSettlement, static async ledger =>
            {
                await ledger.Enrol("P1");
                return await ledger.Person("P1").Reverse(
                    new Reverse(ledger.NewOperation(), ledger.SettlementOf("S1"), ledger.VisitOf("V1")));
            }
        },
        {
            ReverseRefusal.CancellationIsFinal, static async ledger =>
            {
                await ledger.Enrol("P1", yuan: 100);
                var cancel = ledger.ReverseOf((await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow());
                (await ledger.Person("P1").Reverse(cancel)).OrThrow();
                return await ledger.Person("P1").ReverseOperation(
                    new ReverseOperation(ledger.NewOperation(), cancel.Operation.Id));
            }
        },
    };

    public static TheoryData<string> Codes => Ways.Codes;

    /// <summary>A card of P1.</summary>
    static async Task<ICredential> Card(LedgerWords ledger)
    {
        var card = ledger.Grains.Credential(CredentialHash.Of("card"));
        (await card.Bind(new BindCredential(ledger.NewOperation(), ledger.PersonOf("P1")))).OrThrow();
        return card;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public Task What_can_t_be_done_for_a_person_is_refused_with_its_reason(string code) => Ways.Lead(code);

    [Fact]
    public async Task A_service_is_settled_until_the_term_of_the_area_is_over_and_not_a_day_later()
    {
        await using var ledger = await TestLedger.Start(policies: ChangedPacks.With(
            "national.json", "\"settle_within_days\": \"none\"", "\"settle_within_days\": 30"));
        await ledger.Enrol("P1");

        var last = await ledger.Settle(
            ledger.BillOf("P1", inScope: 40).On(ledger.Today.AddDays(-30)));
        var late = await ledger.Settle(
            ledger.BillOf("P1", inScope: 40).On(ledger.Today.AddDays(-31)));

        Assert.False(last.IsRefused);
        Assert.True(late.Refusal?.Is(SettleRefusal.TooLate));
    }
}
