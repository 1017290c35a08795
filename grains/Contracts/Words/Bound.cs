namespace Gongji.Words;

/// <summary>The most that a relative's account could pay, and what it comes from.</summary>
/// <param name="Why">The limit, or what of the account it is.</param>
/// <param name="Of">The limit, or what is free in the account.</param>
/// <param name="Less">What of it was used before, or has to stay.</param>
[GenerateSerializer, Immutable, Alias("gongji.bound")]
public sealed record Bound(DrawReason Why, Money Of, Money Less)
{
    /// <summary>What can be paid; zero when more was used or has to stay than there is.</summary>
    public Money Left => Of.LessOrZero(Less);
}
