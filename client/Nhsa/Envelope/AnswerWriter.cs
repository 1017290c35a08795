using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gongji.Border;
using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Nhsa.Envelope;

/// <summary>Writes the envelope of an answer.</summary>
sealed class AnswerWriter(GatewayOptions options, TimeProvider time)
{
    static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    long _serial;

    public ReadOnlyMemory<byte> Write(Echo echo, Answer<Reply> answer, DateTimeOffset received)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer, Form);
        json.WriteStartObject();
        WriteInfcode(json, echo, answer.IsRefused ? -1 : 0);
        json.WriteString("inf_refmsgid", answer.IsRefused ? "" : NewId(echo, received));
        json.WriteString("refmsg_time", NhsaTime.Stamp(received));
        json.WriteString("respond_time", NhsaTime.Stamp(time.GetUtcNow()));
        json.WriteString("enctype", echo.EncType);
        json.WriteString("signtype", echo.SignType);
        json.WriteString("err_msg", answer.IsRefused ? Refusals.Line(answer.Refusal) : "");
        json.WriteString("warn_msg", answer.Value?.Warning ?? "");
        json.WriteString("cainfo", echo.CaInfo);
        json.WritePropertyName("output");
        if (answer.IsRefused)
        {
            json.WriteNullValue();
        }
        else
        {
            answer.Value.Output.WriteTo(json);
        }
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    void WriteInfcode(Utf8JsonWriter json, Echo echo, int code)
    {
        if (options.WritesInfcodeAsText(echo.Institution))
        {
            json.WriteString("infcode", code.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber("infcode", code);
        }
    }

    // Receiver's area (6), time (14), serial (10).
    string NewId(Echo echo, DateTimeOffset received)
    {
        var area = echo.Area.Length == 6 && echo.Area.All(char.IsAsciiDigit) ? echo.Area : "000000";
        var serial = Interlocked.Increment(ref _serial) % 10_000_000_000;
        return area + NhsaTime.Stamp(received)[..14] + serial.ToString("D10", CultureInfo.InvariantCulture);
    }
}
