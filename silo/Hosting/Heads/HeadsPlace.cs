using System.Globalization;
using System.Net;
using Gongji.Journal.Sealing;

namespace Gongji.Hosting.Heads;

/// <summary>Where a silo keeps the heads of what it has written, outside of the journal. Each silo has a place of its
/// own.</summary>
abstract class HeadsPlace
{
    /// <param name="place">A file, or an address that answers GET with what it was given by PUT.</param>
    /// <exception cref="FormatException">It is an address of another kind.</exception>
    public static HeadsPlace Of(string place) => Uri.TryCreate(place, UriKind.Absolute, out var at) && !at.IsFile
        ? at.Scheme is "http" or "https"
            ? new HeadsAddress(at)
            : throw new FormatException($"'{place}' is neither a file nor an address of HTTP.")
        : new HeadsFile(place);

    /// <summary>The newest heads that are kept, by ledger; none where nothing is.</summary>
    /// <exception cref="Exception">It can't be read.</exception>
    public abstract Task<IReadOnlyList<LedgerHeads>> Read(CancellationToken stop);

    /// <summary>Keeps heads in the place of those before.</summary>
    /// <exception cref="Exception">They may be kept or not.</exception>
    public abstract Task Keep(LedgerHeads heads, DateTimeOffset at, CancellationToken stop);

    static string TextOf(LedgerHeads heads, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {heads}\n");

    sealed class HeadsFile(string file) : HeadsPlace
    {
        public override Task<IReadOnlyList<LedgerHeads>> Read(CancellationToken stop) => Task.FromResult(
            File.Exists(file) ? LedgerHeads.In(File.ReadLines(file)) : []);

        public override async Task Keep(LedgerHeads heads, DateTimeOffset at, CancellationToken stop)
        {
            var fresh = $"{file}.new";
            await using (var writer = new StreamWriter(fresh))
            {
                await writer.WriteAsync(TextOf(heads, at).AsMemory(), stop);
                await writer.FlushAsync(stop);
                ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
            }
            File.Move(fresh, file, overwrite: true);
        }

        public override string ToString() => file;
    }

    sealed class HeadsAddress(Uri at) : HeadsPlace
    {
        const int AnswerBytesMax = 1 << 20;

        static readonly HttpClient Client = new()
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = AnswerBytesMax,
        };

        public override async Task<IReadOnlyList<LedgerHeads>> Read(CancellationToken stop)
        {
            using var answer = await Client.GetAsync(at, stop);
            return answer.StatusCode == HttpStatusCode.NotFound
                ? []
                : LedgerHeads.In((await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stop)).Split('\n'));
        }

        public override async Task Keep(LedgerHeads heads, DateTimeOffset told, CancellationToken stop)
        {
            using var text = new StringContent(TextOf(heads, told));
            using var answer = await Client.PutAsync(at, text, stop);
            answer.EnsureSuccessStatusCode();
        }

        public override string ToString() => $"{at}";
    }
}
