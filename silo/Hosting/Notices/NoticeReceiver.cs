using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gongji.Hosting.Options;

namespace Gongji.Hosting.Notices;

/// <summary>The receiver of notices, which tells the persons.</summary>
sealed class NoticeReceiver : IDisposable
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new YuanConverter(),
            new IdJson(static (wrong, _) => new JsonException(wrong.Message, wrong)),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    /// <summary>A receiver that has moved to another address is found there after as long.</summary>
    static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);

    readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLife,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    readonly NoticeOptions _options;
    readonly TimeProvider _time;

    public NoticeReceiver(HostingOptions options, TimeProvider time)
    {
        (_options, _time) = (options.Notices, time);
        _http.BaseAddress = new Uri(_options.To!);
        if (_options.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>Ends when the receiver has taken them.</summary>
    /// <exception cref="HttpRequestException">It can't be reached, or has answered something else.</exception>
    /// <exception cref="TimeoutException">It has not answered in time.</exception>
    public async Task Send(NoticeBatch batch, CancellationToken stop)
    {
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(batch, Json));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = body };
        using var late = new CancellationTokenSource(_options.AnswerWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            // What it says beside the number is not read, however long it is.
            using var reply = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!reply.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"the receiver of notices answered {(int)reply.StatusCode}");
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new TimeoutException($"the receiver of notices did not answer within {_options.AnswerWithin}");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Yuan as a number with two decimals.</summary>
    sealed class YuanConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Notices are only written.");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Yuan + 0.00m);
    }
}
