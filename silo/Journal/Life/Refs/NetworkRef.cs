using Gongji.Families;
using Gongji.Ledger.Families;

namespace Gongji.Journal.Life.Refs;

/// <summary>Calls one network by way of whatever carries the calls.</summary>
public class NetworkRef(ICalls calls, NetworkId network) : IFamilyNetwork
{
    readonly GrainKey _key = GrainKey.Network(network);

    public Task<Answer<Confirmation>> Form(FormNetwork command) => Ask(grain => grain.Form(command));

    public Task<Answer<Confirmation>> AddMember(AddMember command) => Ask(grain => grain.AddMember(command));

    public Task<Answer<Confirmation>> RemoveMember(RemoveMember command) => Ask(grain => grain.RemoveMember(command));

    public Task<Answer<Confirmation>> ConfirmModes(ConfirmModes command) => Ask(grain => grain.ConfirmModes(command));

    public Task<Answer<NetworkView>> View(DateOnly asOf) => Ask(grain => grain.View(asOf));

    public Task<Answer<Granted>> Quote(Draw command) => Ask(grain => grain.Quote(command));

    public Task<Answer<Granted>> Draw(Draw command) => Ask(grain => grain.Draw(command));

    public Task<Answer<Done>> Capture(Capture command) => Ask(grain => grain.Capture(command));

    public Task<Answer<Done>> Release(Release command) => Ask(grain => grain.Release(command));

    public Task<Answer<Done>> Return(Return command) => Ask(grain => grain.Return(command));

    public Task Attend() => Ask(async grain =>
    {
        await grain.Attend();
        return Done.It;
    });

    Task<T> Ask<T>(Func<FamilyNetwork, Task<T>> call) => calls.Call(_key, call);
}
