using Gongji.Institutions;
using Gongji.Ledger.Institutions;

namespace Gongji.Journal.Life.Refs;

/// <summary>Calls one institution by way of whatever carries the calls.</summary>
public class InstitutionRef(ICalls calls, InstitutionCode institution) : IInstitution
{
    readonly GrainKey _key = GrainKey.Institution(institution);

    public Task<Answer<Confirmation>> Register(RegisterInstitution command) => Ask(grain => grain.Register(command));

    public Task<Answer<SignedInAnswer>> SignIn(SignIn command) => Ask(grain => grain.SignIn(command));

    public Task<Answer<SignedOutAnswer>> SignOut(SignOut command) => Ask(grain => grain.SignOut(command));

    public Task<Answer<InstitutionProfile>> Profile() => Ask(grain => grain.Profile());

    Task<T> Ask<T>(Func<Institution, Task<T>> call) => calls.Call(_key, call);
}
