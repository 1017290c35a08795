using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gongji.Tests.Hosting;

/// <summary>A silo that is told to tell.</summary>
public sealed class NotifyingSiloTests
{
    [Fact]
    public async Task A_silo_delivers_what_is_booked_from_its_start_on()
    {
        await using var inbox = await NoticeInbox.Start();
        await using var store = new MemoryJournalStore();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddLedgerAlone(
            new HostingOptions { Notices = { To = inbox.Address } },
            new AskAgainOptions(),
            store,
            TestSeals.Sealer,
            TestLedger.Policies,
            TestLedger.Clock));
        using var host = builder.Build();
        await host.StartAsync();
        var person = host.Services.GetRequiredService<OrleansGrains>().Person(PersonNo.Of("P1"));

        (await person.Enrol(new Enrol(Operation.Of(OperationId.Of("1"), ""), LedgerWords.InsuranceOf(), ""))).OrThrow();
        (await person.Credit(new CreditAccount(
            Operation.Of(OperationId.Of("2"), ""), Money.FromFen(12_30), 2025, CreditSource.Opening))).OrThrow();
        var delivery = await inbox.Next();
        await host.StopAsync();

        Assert.Equal("person/P1/2", (string?)Assert.Single(delivery.Notices)["id"]);
    }
}
