using System.Net;

namespace Gongji.Program.Replay;

/// <summary>A file as the body of a request, which tells how much of it is sent.</summary>
sealed class CountedContent(FileStream file, Action<long> tell) : HttpContent
{
    const int Step = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[Step];
        while (await file.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            tell(file.Position);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return true;
    }
}
