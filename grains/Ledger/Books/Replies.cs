namespace Gongji.Ledger.Books;

/// <summary>Reads an operation's answer off the entry that it led to: the first time and ever after the same one, but
/// for the word that it was there already.</summary>
static class Replies
{
    public static async Task<Answer<T>> Then<T>(this Task<Answer<Recorded>> asked, Func<Recorded, T> reply)
        where T : class
    {
        var answer = await asked;
        return answer.IsRefused ? answer.Refusal : reply(answer.Value);
    }

    public static Task<Answer<Confirmation>> Confirmed(this Task<Answer<Recorded>> asked) => asked.Then(
        static recorded => new Confirmation(
            recorded.Operation!.Id, recorded.Sequence, recorded.At, recorded.Earlier));

    public static Task<Answer<Done>> Done(this Task<Answer<Recorded>> asked) => asked.Then(static _ => Words.Done.It);
}
