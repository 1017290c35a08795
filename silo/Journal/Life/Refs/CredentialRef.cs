using Gongji.Credentials;
using Gongji.Ledger.Credentials;

namespace Gongji.Journal.Life.Refs;

/// <summary>Calls one credential by way of whatever carries the calls.</summary>
public class CredentialRef(ICalls calls, CredentialHash credential) : ICredential
{
    readonly GrainKey _key = GrainKey.Credential(credential);

    public Task<Answer<Confirmation>> Bind(BindCredential command) => Ask(grain => grain.Bind(command));

    public Task<Answer<CredentialHolder>> Holder() => Ask(grain => grain.Holder());

    Task<T> Ask<T>(Func<Credential, Task<T>> call) => calls.Call(_key, call);
}
