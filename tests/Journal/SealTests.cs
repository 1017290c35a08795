using System.Security.Cryptography;
using System.Text;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Tests.Journal;

/// <summary>What a seal is made of, as anybody else can compute it.</summary>
public sealed class SealTests
{
    static readonly SealedBook Book = new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), 2);

    [Fact]
    public void A_root_is_that_of_the_tree_over_the_hashes()
    {
        var (a, b, c) = (Some.Hash(1), Some.Hash(2), Some.Hash(3));
        static byte[] Leaf(byte[] hash) => SHA256.HashData([0, .. hash]);
        static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

        Assert.Equal(SHA256.HashData([]), MerkleTree.RootOf([]));
        Assert.Equal(Leaf(a), MerkleTree.RootOf([a]));
        Assert.Equal(Node(Leaf(a), Leaf(b)), MerkleTree.RootOf([a, b]));
        Assert.Equal(Node(Node(Leaf(a), Leaf(b)), Leaf(c)), MerkleTree.RootOf([a, b, c]));
        Assert.Equal(
            Node(Node(Node(Leaf(a), Leaf(b)), Node(Leaf(c), Leaf(a))), Leaf(b)), MerkleTree.RootOf([a, b, c, a, b]));
    }

    [Fact]
    public void The_hash_of_a_seal_is_over_its_ledger_place_and_content()
    {
        var (root, previous) = (Some.Hash(1), Some.Hash(2));
        var (chain, key) = (new string('c', 32), new string('a', 32));
        var seal = new Seal(chain, 0x0102030405060708, 3, root, previous, "named", key, []);

        byte[] text =
        [
            .. Convert.FromHexString("00112233445566778899aabbccddeeff"), 0, 0, 0, 0, 0, 0, 0, 2,
            .. Encoding.ASCII.GetBytes(chain), 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 3,
            .. root, .. previous, .. SHA256.HashData("named"u8), .. Encoding.ASCII.GetBytes(key),
        ];
        Assert.Equal(SHA256.HashData(text), seal.HashIn(Book));
    }

    [Fact]
    public async Task A_seal_is_signed_and_a_key_comes_back_from_its_text()
    {
        var key = SealKey.Random();
        var again = SealKey.OfPem(key.ToPem());
        var store = new MemoryJournalStore();
        var sealer = TestSeals.Sealer with { Ledger = Book.Ledger, Key = key };
        var seal = await TestSeals.Chain(store, sealer, 1).Next([Some.Entry("person/1", 1)]);
        var known = PublicSealKey.Of(key.Public.ToString());

        Assert.Equal(key.Fingerprint, again.Fingerprint);
        Assert.Equal(key.Fingerprint, known.Fingerprint);
        Assert.True(known.Verifies(seal.HashIn(Book), seal.Signature));
        Assert.False(SealKey.Random().Public.Verifies(seal.HashIn(Book), seal.Signature));
        Assert.False(known.Verifies(seal.HashIn(Book with { Database = 1 }), seal.Signature));
    }

    [Fact]
    public async Task After_a_commit_of_which_nobody_knows_a_lane_begins_a_new_chain()
    {
        var store = new MemoryJournalStore();
        var failing = new FailingJournalStore(store) { WritesBeforeFailing = true };
        await using var ledger = await TestLedger.Start(failing);
        await ledger.Enrol("P1");
        failing.Failures = 1;
        await Record.ExceptionAsync(() => ledger.Credit("P1", 1, ledger.Today.Year));
        await ledger.Credit("P1", 2, ledger.Today.Year);

        var commits = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal([1, 2, 1], commits.Select(static commit => commit.Seal!.Number));
        Assert.Contains($"{commits[1].Seal!.Chain}:2:", commits[2].Seal!.Follows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_and_then_a_lane_names_the_heads_of_those_beside_it()
    {
        var (store, heads) = (new MemoryJournalStore(), new SealHeads());
        SealChain[] lanes = [.. Enumerable.Range(0, 2).Select(_ => new SealChain(store, TestSeals.Sealer, 0, heads))];
        var beside = await lanes[0].Next([]);
        lanes[0].Follow();
        var names = new List<string>();
        for (var commits = 0; commits < SealChain.NamesEvery; commits++)
        {
            var seal = await lanes[1].Next([]);
            lanes[1].Follow();
            names.Add(seal.Follows);
        }

        Assert.All(names.SkipLast(1), static named => Assert.Equal("", named));
        Assert.Equal($"{beside.HeadIn(new SealedBook(TestSeals.Sealer.Ledger, 1))}", names[^1]);
    }

    [Fact]
    public void A_head_comes_back_from_its_text_and_what_is_none_is_left_out()
    {
        var head = new SealHead(new string('c', 32), 17, new string('0', 64));

        Assert.Equal(head, SealHead.Parse($"{head}"));
        Assert.Equal([head], SealHead.In($"{head}"));
        Assert.Equal([head], SealHead.In($"x {head} {head}0 c:1"));
        Assert.Empty(SealHead.In(""));
        Assert.Null(SealHead.Parse($"{head}0"));
        Assert.Null(SealHead.Parse($"-{head}"));
    }
}
