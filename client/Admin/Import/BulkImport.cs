using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Client.Calls;
using Gongji.Identity;

namespace Gongji.Admin.Import;

/// <summary>Takes a file of records, one JSON object a line, through the same changes as the administration.</summary>
/// <remarks>Each line's operation is named by its own <c>id</c>, or by its content where it has none: the file may be
/// read again from its start as often as it takes, and nothing is booked twice. The name holds no key, so that it stays
/// the same when keys are lost; so nothing personal is in it, because it could be guessed. Lines of one kind go side by
/// side, but those of one person, network or institution in their order; a line of another kind waits for all before
/// it.</remarks>
public sealed class BulkImport
{
    const int LineBytesMax = 1024 * 1024;
    const int OverloadTries = 20;
    const int IdMax = 60;

    static readonly TimeSpan AskFor = TimeSpan.FromSeconds(60);
    static readonly TimeSpan OverloadWait = TimeSpan.FromMilliseconds(200);

    readonly Dictionary<string, ImportKind> _kinds;
    readonly AdminDesk _desk;
    readonly TimeProvider _time;
    readonly ImportOptions _options;
    readonly Actor _by;

    /// <param name="grains">They ask again while an outcome is unknown.</param>
    /// <param name="by">Who imports.</param>
    public BulkImport(IGrains grains, IdentityVault vault, TimeProvider time, ImportOptions options, Actor by)
    {
        _desk = new AdminDesk(grains, vault);
        _kinds = ImportKinds.For(_desk);
        _time = time;
        _options = options;
        _by = by;
    }

    /// <summary>Applies every line. Lines that are refused are told in the result; the others are applied.</summary>
    /// <exception cref="OutcomeUnknownException">The ledger does not answer; run the import again.</exception>
    /// <exception cref="OverloadedException">The ledger stayed too busy; run the import again.</exception>
    public async Task<ImportResult> Run(Stream file, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var tally = new ImportTally();
        var run = new List<ImportLine>(_options.LinesAtOnce);
        var number = 0L;
        await foreach (var bytes in new ByteLines(file, LineBytesMax).Read(stop))
        {
            number++;
            if (bytes is not null && bytes.AsSpan().Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }
            var line = Parse(number, bytes);
            if (line.IsRefused)
            {
                tally.Count(number, line.Refusal);
                continue;
            }
            if (run.Count == _options.LinesAtOnce || (run.Count > 0 && run[0].Kind != line.Value.Kind))
            {
                await Apply(run, tally, stop);
                progress?.Report(new ImportProgress(tally.Result, file));
            }
            run.Add(line.Value);
        }
        await Apply(run, tally, stop);
        progress?.Report(new ImportProgress(tally.Result, file));
        return tally.Result;
    }

    Answer<ImportLine> Parse(long number, byte[]? bytes)
    {
        if (bytes is null)
        {
            return Refusal.Of(MessageRefusal.TextTooLong, "line", $"> {LineBytesMax}");
        }
        var json = JsonText.Parse(bytes);
        if (json.IsRefused)
        {
            return json.Refusal;
        }
        var node = NodeReader.Of(json.Value.Root);
        var name = node.Text("kind", 30);
        var id = node.OptionalText("id").Length > 0 ? node.IdText("id", IdMax) : "";
        if (!_kinds.TryGetValue(name, out var kind))
        {
            node.Refuse(AdminRefusal.KindUnknown, "kind", Refusals.WithAllowed(name, _kinds.Keys));
        }
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var change = kind!.Read(json.Value.Root);
        return change.IsRefused
            ? change.Refusal
            : new ImportLine(number, kind, change.Value, id.Length > 0, OperationOf(name, id, change.Value));
    }

    Operation OperationOf(string kind, string id, ImportChange change) => _desk.OperationOf(
        $"import/{kind}/{(id.Length > 0 ? id : Operation.DigestOf(change.Open))}", change.Content, _by);

    async Task Apply(List<ImportLine> run, ImportTally tally, CancellationToken stop)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = stop };
        await Parallel.ForEachAsync(run.GroupBy(static line => line.Change.Target), options, async (lines, cancel) =>
        {
            foreach (var line in lines)
            {
                cancel.ThrowIfCancellationRequested();
                tally.Count(line.Number, await Carry(line));
            }
        });
        run.Clear();
    }

    async Task<Answer<Confirmation>> Carry(ImportLine line)
    {
        // Nobody waits at a counter: a silo that is missed, or has just come, is outlasted.
        Patience.Begin(_time, AskFor);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await line.Change.Apply(line.Operation);
                return !line.Named && answer.Refusal?.Is(OperationRefusal.IdUsedForOtherContent) == true
                    ? answer.Refusal with { Field = "id", Value = "" }
                    : answer;
            }
            catch (OverloadedException) when (tries < OverloadTries)
            {
                await Task.Delay(OverloadWait, _time);
            }
        }
    }
}

/// <summary>One line that can be applied.</summary>
/// <param name="Named">Whether it has an id of its own.</param>
sealed record ImportLine(long Number, ImportKind Kind, ImportChange Change, bool Named, Operation Operation);
