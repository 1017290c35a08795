using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gongji.Border.Json;

/// <summary>Reads a body up to a limit, so that an endless upload costs no more than the limit.</summary>
static class BodyReader
{
    const int Step = 16 * 1024;

    /// <summary>The whole body; null when it is longer than the limit, of which no more was read.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpContext context, int bytesMax)
    {
        if (context.Request.ContentLength > bytesMax)
        {
            return null;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            // What is left of a body that is too long is then not read to its end either.
            feature.MaxRequestBodySize = bytesMax + 1L;
        }
        var body = new ArrayBufferWriter<byte>(Step);
        try
        {
            var (from, stop) = (context.Request.Body, context.RequestAborted);
            while (await from.ReadAsync(body.GetMemory(Step), stop) is var read and > 0)
            {
                body.Advance(read);
                if (body.WrittenCount > bytesMax)
                {
                    return null;
                }
            }
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        return body.WrittenMemory;
    }
}
