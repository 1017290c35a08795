using Gongji.Admin.Bodies;
using Gongji.Border;
using Gongji.Credentials;
using Gongji.Identity;

namespace Gongji.Admin.Desks;

/// <summary>Issues one-time tokens. What the text of one is follows from its operation and a key, so whoever lost the
/// answer asks again and gets the same; the ledger has its hash alone.</summary>
sealed class TokenDesk(IGrains ledger, IdentityVault vault, GatewayOptions options, TimeProvider time)
{
    /// <param name="step">What it is for.</param>
    /// <param name="viewer">Who is to show it by a credential view; null when it is the person.</param>
    public async Task<Answer<TokenBody>> Issue(
        Operation operation, PersonNo person, TokenStep step, PersonNo? viewer = null)
    {
        var now = time.GetUtcNow();
        var known = await ledger.Person(person).View(ChinaTime.DayOf(now));
        if (known.IsRefused)
        {
            return known.Refusal;
        }
        var token = vault.TokenOf(operation.Id);
        var credential = ledger.Credential(vault.HashOf(PresentedCredential.Token(token)));
        var issued = await credential.Issue(
            new IssueToken(operation, person, now + options.TokenLife, viewer, TransactionsOf(step)));
        if (issued.IsRefused)
        {
            return issued.Refusal;
        }
        var view = await credential.View();
        return view.IsRefused ? view.Refusal : new TokenBody(token, view.Value.Until!.Value);
    }

    /// <summary>Whom it stands for may be asked in any step.</summary>
    static string[]? TransactionsOf(TokenStep step) => step switch
    {
        TokenStep.Any => null,
        TokenStep.Registration => ["1101", "2201"],
        TokenStep.Settlement => ["1101", "2206", "2207"],
        TokenStep.Purchase => ["1101", "2101", "2102"],
    };
}
