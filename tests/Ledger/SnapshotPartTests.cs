using System.Text;
using System.Text.Json.Nodes;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.Ledger;

/// <summary>A snapshot of a person has a part for each role. One that a version wrote which did not know a role lacks
/// its part; anything else that is missing means that the snapshot is not what this version keeps.</summary>
public sealed class SnapshotPartTests
{
    public static TheoryData<string[]> Changes => Table.Rows("", """
        path               | becomes | taken | why
                           |         | yes   | nothing was changed
        funder             | missing | yes   | whoever wrote it knew no funders
        patient            | missing | yes   | whoever wrote it knew no patients
        viewer             | missing | yes   | whoever wrote it knew no viewers
        viewer.viewed      | missing | no    | the part of a role is whole
        funder             | null    | no    | a part is there or it is not
        funder.holds       | missing | no    | the part of a role is whole
        patient.used   | missing | no    | the part of a role is whole
        patient.used       | {"610100/employee/outpatient.pool/2026":20000} | no | whoever wrote it knew no units
        patient.used       | {"items":[USED]} | yes | a counter
        patient.used       | {"items":[LESS]} | no | less than nothing
        patient.used       | {"items":[USED,USED]} | no | a counter stands there once
        account.owed       | -1      | no    | less than nothing
        enrolment.networks | missing | no    | the part of a role is whole
        enrolment.left     | missing | no    | whoever wrote it forgot which network was left last
        account.lots       | null    | no    | a list has nothing in it, but it is there
        patient.outbox     | 7       | no    | a number is no list
        wallet             | 7       | no    | this version knows no such role
        funder.wallet      | 7       | no    | this version knows no such member
        """);

    /// <summary>What stands for a word of the table.</summary>
    static readonly (string Word, string Value)[] Words =
    [
        ("USED", """{"counter":"610100/employee/outpatient.pool/2026","used":{"amount":1,"unit":"fen"}}"""),
        ("LESS", """{"counter":"610100/employee/outpatient.pool/2026","used":{"amount":-1,"unit":"fen"}}"""),
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_snapshot_that_lacks_a_role_is_taken_and_one_that_is_damaged_is_not(string[] row)
    {
        var store = new ChangedSnapshots(new MemoryJournalStore());
        await using var ledger = await TestLedger.Start(
            store,
            options: new MailboxOptions { IdleFor = TimeSpan.Zero },
            journal: new JournalOptions { SnapshotEvery = 2 });
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Host.Collect();

        var becomes = Words.Aggregate(
            row[1], static (text, word) => text.Replace(word.Word, word.Value, StringComparison.Ordinal));
        store.Change = state => Change(state, row[0].Split('.'), becomes);
        var view = await ledger.ViewOf("P1");

        Assert.Equal(row[2] == "yes" ? "of the snapshot" : "", view.SealedIdentity);
        Assert.Equal(100, view.Historic.Yuan);
    }

    static void Change(JsonObject state, string[] path, string value)
    {
        state["enrolment"]!["sealedIdentity"] = "of the snapshot";
        var parent = path.SkipLast(1).Aggregate(state, static (at, name) => at[name]!.AsObject());
        if (value == "missing")
        {
            Assert.True(parent.Remove(path[^1]));
        }
        else if (value.Length > 0)
        {
            parent[path[^1]] = JsonNode.Parse(value);
        }
    }

    /// <summary>A journal that gives every snapshot back otherwise than it was kept.</summary>
    sealed class ChangedSnapshots(IJournalStore inner) : PassThroughStore(inner)
    {
        public Action<JsonObject> Change { get; set; } = static _ => { };

        public override async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
        {
            if (await base.ReadSnapshot(grain, stop) is not { } snapshot)
            {
                return null;
            }
            var body = JsonNode.Parse(snapshot.Body)!;
            Change(body["state"]!.AsObject());
            return TestSeals.Sealer.Snapshots.Seal(
                snapshot with { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) });
        }
    }
}
