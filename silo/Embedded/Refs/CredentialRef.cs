using Gongji.People;

namespace Gongji.Embedded.Refs;

/// <summary>Calls one credential in this host.</summary>
sealed class CredentialRef(ICalls calls, CredentialHash credential) : ICredential
{
    readonly GrainKey _key = GrainKey.Credential(credential);

    public Task<Answer<Confirmation>> Bind(BindCredential command) => Ask(grain => grain.Bind(command));

    public Task<Answer<CredentialHolder>> Holder() => Ask(grain => grain.Holder());

    Task<T> Ask<T>(Func<Credential, Task<T>> call) => calls.Call(_key, call);
}
