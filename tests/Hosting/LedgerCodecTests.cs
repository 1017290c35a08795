using Gongji.Cluster;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Gongji.Tests.Hosting;

/// <summary>What commands, answers and failures are after they went from one process to another.</summary>
public sealed class LedgerCodecTests : IDisposable
{
    readonly ServiceProvider _services;

    public LedgerCodecTests()
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        services.AddLedgerCalls(new ClusterOptions { Database = "none" });
        _services = services.BuildServiceProvider();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_command_arrives_as_it_was_sent()
    {
        var operation = Operation.Of(OperationId.Of("H61/1"), "content");
        var command = new CreditAccount(operation, Money.Largest, 2025, "opening");

        Assert.Equal(command, Sent(command));
        Assert.Equal(PersonNo.Of("P1"), Sent(PersonNo.Of("P1")));
    }

    [Fact]
    public void An_answer_and_a_refusal_arrive_as_they_were_given()
    {
        Answer<Confirmation> answer = new Confirmation(OperationId.Of("H61/1"), 7, DateTimeOffset.UnixEpoch);
        Answer<Confirmation> refusal = Refusal.Of(PersonRefusal.NoAccount, "psn_no", "P1");

        Assert.Equal(answer, Sent(answer));
        Assert.Equal(refusal, Sent(refusal));
    }

    [Fact]
    public void A_failure_keeps_saying_whether_anything_was_booked()
    {
        var unknown = Sent<Exception>(new OutcomeUnknownException("ask again", new TimeoutException("gone")));
        var overloaded = Sent<Exception>(new OverloadedException("nothing was booked"));

        Assert.Equal("ask again", Assert.IsType<OutcomeUnknownException>(unknown).Message);
        Assert.Equal("nothing was booked", Assert.IsType<OverloadedException>(overloaded).Message);
    }

    [Fact]
    public void Within_a_process_nothing_is_copied()
    {
        var command = new VoidCommand();
        var copied = _services.GetRequiredService<DeepCopier>().Copy(command.Bills);

        Assert.Same(command.Bills, copied);
    }

    T? Sent<T>(T value)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value));
    }

    sealed class VoidCommand
    {
        public VoidBills Bills { get; } = new(VisitId.Of("V1"), []);
    }
}
