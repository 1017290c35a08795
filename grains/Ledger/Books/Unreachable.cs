namespace Gongji.Ledger.Books;

/// <summary>Another grain could not be asked just now. Whoever asked will ask again.</summary>
public static class Unreachable
{
    public static bool Is(Exception exception) =>
        exception is OutcomeUnknownException or OverloadedException or TimeoutException;

    /// <summary>Does something that will be done again later when the other side can't be reached now.</summary>
    /// <returns>False when it could not be reached.</returns>
    public static async Task<bool> Tolerated(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (Exception exception) when (Is(exception))
        {
            return false;
        }
    }
}
