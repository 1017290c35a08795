using Gongji.Credentials;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Tests.Simulation;

/// <summary>What a message shows for the person that it names.</summary>
/// <param name="Token">Null when it shows none.</param>
/// <param name="Step">What it is about to do.</param>
sealed record Message(
    OperationId Id, PersonNo Person, InstitutionCode Institution, string Step, CredentialHash? Token = null);

/// <summary>Settles and registers as the gateway does: whose a token is is looked at, then it is used up, before
/// anything is booked; what is refused may have been carried out by this very message before.</summary>
sealed class Gateway(IGrains grains, WorldTime time, Watcher watcher)
{
    public async Task<object> Settle(
        Message message, Func<Task<Answer<Bill>>> billed, Func<Bill, PersonNo?, Settle> command)
    {
        var shown = await Use(message);
        if (shown.IsRefused)
        {
            return await Earlier(message, shown.Refusal);
        }
        var bill = await billed();
        if (bill.IsRefused)
        {
            return await Earlier(message, bill.Refusal);
        }
        var settle = command(bill.Value, shown.Value.ShownBy);
        watcher.Oracle.Hear(message.Id, GrainKey.Person(message.Person), settle, time.GetUtcNow());
        return Client.Unwrap(await grains.Person(message.Person).Settle(settle));
    }

    public async Task<object> Register(Message message, VisitId visit, RegisterVisit command)
    {
        var shown = await Use(message);
        return shown.IsRefused && (await grains.Visit(visit).View()).IsRefused
            ? shown.Refusal
            : Client.Unwrap(await grains.Visit(visit).Register(command));
    }

    async Task<Answer<CredentialHolder>> Use(Message message)
    {
        if (message.Token is not { } token)
        {
            return new CredentialHolder(message.Person);
        }
        watcher.Codes.Shows(message);
        var showing = new Showing(Operation.Of(message.Id, ""), message.Institution, message.Step);
        var holder = await grains.Credential(token).Look(showing);
        if (!holder.IsRefused && holder.Value.Person == message.Person)
        {
            holder = await grains.Credential(token).Use(showing);
        }
        return holder.IsRefused || holder.Value.Person == message.Person
            ? holder
            : Refusal.Of(CredentialRefusal.OtherPerson, "mdtrt_cert_no", "");
    }

    async Task<object> Earlier(Message message, Refusal refusal)
    {
        var known = await grains.Person(message.Person).FindOperation(message.Id);
        return known.Undone ?? (object?)known.Settled ?? refusal;
    }
}
