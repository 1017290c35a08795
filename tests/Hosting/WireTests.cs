using System.Text.Json;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Journal.Codec;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Gongji.Tests.Hosting;

/// <summary>What commands, answers and failures are after they went from one process to another.</summary>
public sealed class WireTests : IDisposable
{
    readonly ServiceProvider _services = Services();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_command_arrives_as_it_was_sent()
    {
        var operation = Operation.Of(OperationId.Of("H61/1"), "content");
        var command = new CreditAccount(operation, Money.Largest, 2025, CreditSource.Opening);

        Assert.Equal(command, Sent(command));
        Assert.Equal(PersonNo.Of("P1"), Sent(PersonNo.Of("P1")));
        Assert.Equal(Money.Zero, Sent(Money.Zero));
    }

    [Fact]
    public void An_answer_and_a_refusal_arrive_as_they_were_given()
    {
        Answer<Confirmation> answer = new Confirmation(OperationId.Of("H61/1"), 7, DateTimeOffset.UnixEpoch);
        Answer<Confirmation> refusal = Refusal.Of(PersonRefusal.NoAccount, "psn_no", "P1");

        Assert.Equal(answer, Sent(answer));
        Assert.Equal(refusal, Sent(refusal));
        Assert.Equal(Done.It, Sent(Done.It));
    }

    [Fact]
    public void A_receipt_arrives_with_all_that_it_holds()
    {
        var receipt = Some.Receipt();

        var sent = Sent(receipt)!;

        Assert.Equal(
            JsonSerializer.Serialize(receipt, LedgerJson.Options), JsonSerializer.Serialize(sent, LedgerJson.Options));
    }

    [Fact]
    public void A_view_arrives_with_its_counters_and_lists()
    {
        CounterUse[] counters =
        [
            new(CounterKey.Of("610100/employee/inpatient.stays/2026"), Quantity.OfTimes(2)),
            new(CounterKey.Of("610100/employee/outpatient.pool/visit/V1"), Quantity.Of(Money.FromFen(7))),
        ];
        var view = new PersonView(
            PersonNo.Of("P1"),
            null,
            "sealed",
            Money.Zero,
            Money.FromFen(1),
            Money.Zero,
            [new LotView(2026, Money.FromFen(1), Money.Zero)],
            counters,
            [NetworkId.Of("N1")],
            []);

        var sent = Sent(view)!;

        Assert.Equal(counters, sent.Counters);
        Assert.Equal(view.Lots, sent.Lots);
        Assert.Equal(view.Networks, sent.Networks);
    }

    [Fact]
    public void A_failure_keeps_saying_whether_anything_was_booked()
    {
        var unknown = Sent<Exception>(new OutcomeUnknownException("ask again", new TimeoutException("gone")));
        var overloaded = Sent<Exception>(new OverloadedException("nothing was booked"));

        Assert.Equal("ask again", Assert.IsType<OutcomeUnknownException>(unknown).Message);
        Assert.Equal("gone", Assert.IsType<TimeoutException>(unknown.InnerException).Message);
        Assert.Equal("nothing was booked", Assert.IsType<OverloadedException>(overloaded).Message);
    }

    [Fact]
    public void An_id_or_an_amount_that_is_none_does_not_arrive()
    {
        var id = Bytes(PersonNo.Of("P1"));
        id[^1] = (byte)' ';
        var amount = Bytes(Money.Largest);
        amount[^1] = 0xff;

        Assert.Throws<FormatException>(() => Read<PersonNo>(id));
        Assert.Throws<FormatException>(() => Read<Money>(amount));
        Assert.ThrowsAny<ArgumentException>(() => Bytes(default(PersonNo)));
    }

    [Fact]
    public void Within_a_process_nothing_is_copied()
    {
        var copier = _services.GetRequiredService<DeepCopier>();
        var receipt = Some.Receipt();
        Answer<Receipt> answer = receipt;

        Assert.Same(receipt, copier.Copy(receipt));
        Assert.Same(receipt, copier.Copy(answer).Value);
        Assert.Same(receipt, copier.Copy<object>(receipt));
    }

    internal static ServiceProvider Services(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        services.AddLedgerCalls("any", new AskAgainOptions());
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    T? Sent<T>(T value) => Read<T>(Bytes(value));

    byte[] Bytes<T>(T value) => _services.GetRequiredService<Serializer>().SerializeToArray(value);

    T? Read<T>(byte[] bytes) => _services.GetRequiredService<Serializer>().Deserialize<T>(bytes);

    static class Some
    {
        public static Receipt Receipt() => new(
            SettlementId.Of("S1"),
            OperationId.Of("H61/1"),
            new DateTimeOffset(2026, 5, 20, 12, 0, 0, ChinaTime.Offset),
            Bill(),
            new Insurance(new DateOnly(2020, 1, 1), AreaCode.Of("610100"), PersonKind.Retired, InsuranceStatus.Normal),
            "610100@1",
            [
                new Layer(
                    "310100",
                    Base: Money.FromFen(10_000),
                    Deductible: Money.Zero,
                    DeductibleLeft: Money.Zero,
                    Ratio: 0.6m,
                    Pays: Money.FromFen(6_000),
                    CapLeft: Money.FromFen(1_000_000)),
            ],
            [
                new ReceiptLine(PaidBy.FamilyAid, Money.FromFen(3_000), NetworkId.Of("N1"), PersonNo.Of("P2")),
                new ReceiptLine(PaidBy.Cash, Money.FromFen(1_000)),
            ],
            Money.Zero,
            Reversed: false,
            [Reason.Of(PoolReason.CapReached), new Reason("draw.nothing_free", NetworkId.Of("N1"))],
            EqualTo: SettlementId.Of("S0"));

        static Bill Bill() => new(
            VisitId.Of("V1"),
            BatchNo.Of("B1"),
            1,
            PersonNo.Of("P1"),
            CareKind.Pharmacy,
            new DateOnly(2026, 5, 20),
            new DateOnly(2026, 5, 20),
            new InstitutionFacts(
                InstitutionCode.Of("H61"), AreaCode.Of("610100"), InstitutionKind.Pharmacy, 0, [Capability.CrossArea]),
            new BillAmounts(
                Money.FromFen(10_000), Money.Zero, Money.Zero, Money.Zero, Money.FromFen(10_000), Money.Zero),
            Operation.DigestOf("lines"));
    }
}
