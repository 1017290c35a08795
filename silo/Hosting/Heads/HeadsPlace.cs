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
            : throw new FormatException($"'{at.Scheme}:' is neither a file nor an address of HTTP.")
        : new HeadsFile(at?.LocalPath ?? place);

    /// <summary>The newest heads of a ledger that are kept; none where nothing is.</summary>
    /// <exception cref="InvalidDataException">There is something else, or heads of another ledger.</exception>
    /// <exception cref="Exception">It can't be read.</exception>
    public async Task<IReadOnlyList<PlacedHead>> Read(Guid ledger, CancellationToken stop)
    {
        if (await Lines(stop) is not { } lines)
        {
            return [];
        }
        var told = LedgerHeads.In(lines);
        return told.FirstOrDefault(heads => heads.Ledger == ledger)?.Heads ?? throw new InvalidDataException(
            told.Count == 0
                ? $"'{this}' tells of no heads."
                : $"'{this}' has heads of ledger {told[0].Ledger}, and not of {ledger}.");
    }

    /// <returns>Null where nothing is kept.</returns>
    protected abstract Task<IEnumerable<string>?> Lines(CancellationToken stop);

    /// <summary>Keeps heads in the place of those before.</summary>
    /// <exception cref="Exception">They may be kept or not.</exception>
    public abstract Task Keep(LedgerHeads heads, DateTimeOffset at, CancellationToken stop);

    static string TextOf(LedgerHeads heads, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {heads}\n");

    sealed class HeadsFile(string file) : HeadsPlace
    {
        protected override Task<IEnumerable<string>?> Lines(CancellationToken stop)
        {
            try
            {
                return Task.FromResult<IEnumerable<string>?>(File.ReadLines(file));
            }
            catch (FileNotFoundException)
            {
                return Task.FromResult<IEnumerable<string>?>(null);
            }
        }

        public override async Task Keep(LedgerHeads heads, DateTimeOffset at, CancellationToken stop)
        {
            var fresh = $"{file}.{Path.GetRandomFileName()}";
            try
            {
                await using (var writer = new StreamWriter(fresh))
                {
                    await writer.WriteAsync(TextOf(heads, at).AsMemory(), stop);
                    await writer.FlushAsync(stop);
                    ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
                }
                File.Move(fresh, file, overwrite: true);
            }
            finally
            {
                File.Delete(fresh);
            }
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

        protected override async Task<IEnumerable<string>?> Lines(CancellationToken stop)
        {
            using var answer = await Client.GetAsync(at, stop);
            return answer.StatusCode == HttpStatusCode.NotFound
                ? null
                : (await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stop)).Split('\n');
        }

        public override async Task Keep(LedgerHeads heads, DateTimeOffset told, CancellationToken stop)
        {
            using var text = new StringContent(TextOf(heads, told));
            using var answer = await Client.PutAsync(at, text, stop);
            answer.EnsureSuccessStatusCode();
        }

        /// <remarks>Behind it may stand a secret that opens it.</remarks>
        public override string ToString() =>
            at.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }
}
