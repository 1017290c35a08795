using System.Buffers;
using System.Runtime.CompilerServices;

namespace Gongji.Admin.Import;

/// <summary>The lines of a file as bytes, so that what is no UTF-8 is seen instead of replaced. Of a line that is too
/// long no more is kept than the limit.</summary>
sealed class ByteLines(Stream file, int bytesMax)
{
    const int Step = 64 * 1024;

    readonly ArrayBufferWriter<byte> _line = new();
    bool _tooLong;

    /// <summary>Each line without its end; null for one that is too long.</summary>
    public async IAsyncEnumerable<byte[]?> Read([EnumeratorCancellation] CancellationToken stop)
    {
        var buffer = new byte[Step];
        while (await file.ReadAsync(buffer, stop) is var read and > 0)
        {
            var rest = buffer.AsMemory(0, read);
            for (int end; (end = rest.Span.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                Keep(rest.Span[..end]);
                yield return Taken();
            }
            Keep(rest.Span);
        }
        if (_tooLong || _line.WrittenCount > 0)
        {
            yield return Taken();
        }
    }

    void Keep(ReadOnlySpan<byte> bytes)
    {
        _tooLong |= _line.WrittenCount + bytes.Length > bytesMax;
        if (!_tooLong)
        {
            _line.Write(bytes);
        }
    }

    byte[]? Taken()
    {
        var line = _tooLong ? null : _line.WrittenSpan.ToArray();
        _line.ResetWrittenCount();
        _tooLong = false;
        return line;
    }
}
