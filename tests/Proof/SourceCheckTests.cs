using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Proof.Copying;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>What is found in a whole journal whose entries or seals are not as the ledger wrote them.</summary>
public sealed class SourceCheckTests(CopiedDay day) : IClassFixture<CopiedDay>
{
    [Theory]
    [InlineData("another body", ProofCheck.HashIsBroken)]
    [InlineData("another actor", ProofCheck.HashIsBroken)]
    [InlineData("another moment", ProofCheck.HashIsBroken)]
    [InlineData("another sequence", ProofCheck.SequenceHasGap)]
    [InlineData("another hash", ProofCheck.SealIsBroken)]
    [InlineData("a short hash", ProofCheck.SealIsBroken)]
    [InlineData("an entry less", ProofCheck.SealIsBroken)]
    [InlineData("an entry twice", ProofCheck.SequenceHasGap)]
    [InlineData("another signature", ProofCheck.SealIsBroken)]
    [InlineData("another name", ProofCheck.SealIsBroken)]
    public async Task A_commit_that_was_changed_is_found(string how, ProofCheck found)
    {
        var commits = await day.Commits();
        for (var at = 0; at < commits.Count; at++)
        {
            var check = await Check([.. commits[..at], Changed(commits[at], how), .. commits[(at + 1)..]]);

            Assert.Contains(check.Findings, finding => finding.Check == found);
        }
    }

    [Fact]
    public async Task A_commit_that_is_missing_or_in_another_s_place_is_found()
    {
        var commits = await day.Commits();
        var chains = commits.GroupBy(static commit => commit.Seal.Chain).Select(static all => all.ToList()).ToList();
        var heads = chains.Select(static chain => chain[^1]).ToHashSet();
        for (var at = 0; at + 1 < commits.Count; at++)
        {
            var less = await Check([.. commits[..at], .. commits[(at + 1)..]]);

            Assert.True(heads.Contains(commits[at]) || !less.IsClean);
        }
        var chain = chains.First(static chain => chain.Count > 1);
        var (first, second) = (commits.IndexOf(chain[0]), commits.IndexOf(chain[1]));
        (commits[first], commits[second]) = (commits[second], commits[first]);

        Assert.False((await Check(commits)).IsClean);
    }

    [Fact]
    public async Task A_journal_of_another_ledger_does_not_hold()
    {
        var check = await SourceCheck.Check(
            day.Source, TestSeals.Trust with { Ledger = Guid.Empty }, [], default);

        Assert.False(check.IsClean);
    }

    [Fact]
    public async Task A_seal_may_name_one_that_others_have_followed_since_and_none_that_is_not_there()
    {
        var first = (await day.Commits())[0];
        var followed = Sealed(first, "a", 1, new byte[HashChain.Size], "");
        var head = followed.Seal.HeadIn(new SealedBook(CopiedDay.Name.Ledger, 1));
        var last = Sealed(first with { Entries = [] }, "a", 2, Convert.FromHexString(head.Hash), "");
        var naming = Sealed(last, "b", 1, new byte[HashChain.Size], $"{head}");
        var wrong = Sealed(last, "b", 1, new byte[HashChain.Size], $"{head with { Hash = new string('0', 64) }}");

        Assert.Empty((await Check([followed, last, naming])).Findings);
        Assert.Equal(
            ProofCheck.SealedIsMissing, Assert.Single((await Check([followed, last, wrong])).Findings).Check);
    }

    static WholeCommit Sealed(WholeCommit commit, string chain, long number, byte[] previous, string follows)
    {
        var (book, key) = (new SealedBook(CopiedDay.Name.Ledger, 1), TestSeals.Sealer.Key);
        var root = MerkleTree.RootOf([.. commit.Entries.Select(static entry => entry.Hash)]);
        var name = new string(chain[0], 32);
        var seal = new Seal(name, number, commit.Entries.Count, root, previous, follows, key.Fingerprint, []);
        return commit with { Seal = seal with { Signature = key.Sign(seal.HashIn(book)) } };
    }

    static Task<CheckedSource> Check(List<WholeCommit> commits) => CopiedDay.Check(CopiedDay.SourceOf(commits));

    static WholeCommit Changed(WholeCommit commit, string how)
    {
        var (entry, seal) = (commit.Entries[^1], commit.Seal);
        return how switch
        {
            "another body" => With(entry with { Body = [.. entry.Body, (byte)' '] }),
            "another actor" => With(entry with { Actor = entry.Actor + " " }),
            "another moment" => With(entry with { At = entry.At.AddMicroseconds(1) }),
            "another sequence" => With(entry with { Sequence = entry.Sequence + 1 }),
            "another hash" => With(entry with { Hash = [(byte)(entry.Hash[0] ^ 1), .. entry.Hash[1..]] }),
            "a short hash" => With(entry with { Hash = entry.Hash[1..] }),
            "an entry less" => commit with { Entries = [.. commit.Entries.SkipLast(1)] },
            "an entry twice" => commit with { Entries = [.. commit.Entries, entry] },
            "another signature" => commit with { Seal = seal with { Signature = [.. seal.Signature.Reverse()] } },
            "another name" => commit with { Seal = seal with { Follows = seal.Follows + " x" } },
            _ => throw new ArgumentException(how, nameof(how)),
        };

        WholeCommit With(Entry other) =>
            commit with { Entries = [.. commit.Entries.SkipLast(1), other] };
    }
}
