using System.Text.Json.Nodes;
using Gongji.Identity;
using Gongji.Journal.Sqlite;

namespace Gongji.Tests.Nhsa;

/// <summary>What is left after the program ended: a journal file and the keys.</summary>
public sealed class RestartTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gongji-gateway");

    [Fact]
    public async Task After_a_restart_a_settled_message_is_answered_as_before_and_can_still_be_cancelled()
    {
        var keys = IdentityKeys.Random();
        JsonObject message;
        JsonObject before;
        await using (var store = Store())
        {
            await using var town = await Town.Build(store: store, keys: keys);
            message = town.Message("2207", Town.Settlement(await town.Visit(60m), 60m));
            before = await town.App.Send(message.DeepClone().AsObject());
        }

        await using var reopened = new WatchedJournalStore(Store());
        await using var again = new Town(await GatewayApp.Start(store: reopened, keys: keys));
        var after = await again.App.Send(message.DeepClone().AsObject());
        var cancelled = await again.Ask("2208", Town.Cancellation(after["output"]!["setlinfo"]!));
        await reopened.Written("person.hold_returned.2", 1);

        Assert.True(JsonNode.DeepEquals(before["output"], after["output"]), $"{before}\n{after}");
        Assert.Equal(50m, (decimal)cancelled["setlinfo"]!["balc"]!);
        Assert.Equal(500m, await again.Balance(Town.Funder));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    SqliteJournalStore Store() => new(Path.Combine(_folder.FullName, "journal.db"));
}
