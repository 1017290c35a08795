using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.Rules;
using Gongji.Policy.Areas;
using Gongji.Policy.Packs;

namespace Gongji.Proof.Reading;

/// <summary>The rules that a journal keeps, to decide again by them. Each version is read once, also one that is not
/// there: a reader is for one proof or one explanation, and whoever decided had kept its rules before. It may be asked
/// from several threads.</summary>
public sealed class KeptRules(IJournalStore store)
{
    readonly ConcurrentDictionary<string, bool> _lacking = new(StringComparer.Ordinal);

    static readonly string Settlement = EventKinds.Of<Settled>();

    readonly ConcurrentDictionary<string, AreaPolicy?> _known = new(StringComparer.Ordinal);

    static ReadOnlySpan<byte> Named => ",\"policy\":\""u8;

    /// <summary>The rules of a version; null when the journal keeps none.</summary>
    /// <param name="version">As on receipts and traces, such as <c>610100@9f3c21aa</c>.</param>
    /// <exception cref="Gongji.Policy.Packs.PolicyPackException">What was kept is not that version's any more, or this
    /// program can't read it.</exception>
    public async Task<AreaPolicy?> Of(string version, CancellationToken stop) =>
        _known.TryGetValue(version, out var known) ? known : _known.GetOrAdd(version, await Read(version, stop));

    async Task<AreaPolicy?> Read(string version, CancellationToken stop)
    {
        if (AreaOf(version) is not { } area)
        {
            return null;
        }
        var keepsOthers = false;
        await foreach (var entry in store.Read(GrainKey.Policy(area), 1, long.MaxValue, stop))
        {
            keepsOthers = true;
            if (EventKinds.Decode(entry).Event is RulesKept kept && kept.Version == version)
            {
                return AreaPolicy.OfKept(version, kept.Rules);
            }
        }
        if (keepsOthers)
        {
            _lacking[version] = true;
        }
        return null;
    }

    /// <summary>The rules of a version; null when the journal keeps none, or none that this program can read. Where
    /// they stand that is a finding.</summary>
    public async Task<AreaPolicy?> Find(string version, CancellationToken stop)
    {
        try
        {
            return await Of(version, stop);
        }
        catch (Exception broken) when (
            broken is PolicyPackException or JsonException or UnknownEventKindException)
        {
            return null;
        }
    }

    /// <summary>Whether rules of a version were never kept where others of its area were: no silo decides so.</summary>
    internal bool Lacks(string version) => _lacking.ContainsKey(version);

    /// <summary>Reads the rules by which a settlement was decided, if an entry is one.</summary>
    internal async ValueTask Know(Entry entry, CancellationToken stop)
    {
        if (entry.Kind == Settlement && VersionIn(entry.Body) is { } version && !_known.ContainsKey(version))
        {
            _known[version] = await Find(version, stop);
        }
    }

    /// <summary>The rules of a version that is known; null when there are none.</summary>
    internal AreaPolicy? Known(string version) => _known.GetValueOrDefault(version);

    /// <summary>The version that a body names. A reader who wants to know no more does not take it apart.</summary>
    static string? VersionIn(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf(Named);
        var version = at < 0 ? [] : body[(at + Named.Length)..];
        return version.IndexOf((byte)'"') is > 0 and var end ? Encoding.UTF8.GetString(version[..end]) : null;
    }

    static AreaCode? AreaOf(string version)
    {
        try
        {
            return AreaCode.Of(version.Split('@')[0]);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
