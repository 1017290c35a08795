using Gongji.Border;
using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Client.Calls;
using Gongji.Nhsa.Envelope;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gongji.Nhsa;

/// <summary>The one endpoint of the national interface: reads, routes by infno, answers with status 200.</summary>
sealed class NhsaEndpoint(
    MessageReader reader,
    TransactionTable transactions,
    AnswerWriter writer,
    GatewayOptions options,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<NhsaEndpoint> log)
{
    static readonly PathString[] NotOurs = ["/admin", "/openapi", "/health", "/dashboard"];

    public async Task Handle(HttpContext context)
    {
        if (NotOurs.Any(path => context.Request.Path.StartsWithSegments(path)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var received = time.GetUtcNow();
        var started = time.GetTimestamp();
        if (await BodyReader.Read(context, options.BodyBytesMax) is not { } body)
        {
            metrics.BodyTooLarge();
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            context.Response.Headers.Connection = "close";
            return;
        }
        var (message, echo) = reader.Read(body);
        var answer = message.IsRefused ? message.Refusal : await Carry(message.Value);
        Note(message.Value, answer, time.GetElapsedTime(started));
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(writer.Write(echo, answer, received), context.RequestAborted);
    }

    // The outermost edge: the caller gets an answer whatever happened.
    async Task<Answer<Reply>> Carry(Message message)
    {
        if (transactions.Find(message.Infno) is not { } transaction)
        {
            return Refusal.Of(MessageRefusal.UnknownTransaction, "infno", message.Infno);
        }
        Patience.Begin(time, options.Retry.AskFor);
        try
        {
            return await transaction.Carry(message);
        }
        catch (Exception failed)
        {
            if (Troubles.IsBug(failed))
            {
                GatewayLog.Unexpected(
                    log, message.Infno, message.Institution.Value, failed.GetType().Name, failed.StackTrace);
            }
            return Troubles.Of(failed);
        }
    }

    void Note(Message? message, Answer<Reply> answer, TimeSpan took)
    {
        var known = message is not null && transactions.Find(message.Infno) is not null;
        var infno = known ? message!.Infno : "other";
        var outcome = answer.IsRefused ? answer.Refusal.Code : "ok";
        metrics.Answered(infno, outcome, took);
        GatewayLog.Answered(log, infno, message?.Institution.Value ?? "", outcome, took.TotalMilliseconds);
    }
}
