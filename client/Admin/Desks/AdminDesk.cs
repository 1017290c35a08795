using Gongji.Admin.Bodies;
using Gongji.Border.Refusing;
using Gongji.Credentials;
using Gongji.Families;
using Gongji.Identity;
using Gongji.Institutions;
using Gongji.People;

namespace Gongji.Admin.Desks;

/// <summary>The changes of the administration, for HTTP and for bulk import alike. Each carries an operation, so that
/// asking again changes nothing.</summary>
sealed class AdminDesk(IGrains ledger, IdentityVault vault)
{
    public Operation OperationOf(string id, string content) => new(OperationId.Of(id), vault.DigestOf(content));

    /// <summary>Enrols, then binds the identity document. Whether the document is another person's is asked first, so
    /// that nothing is half done.</summary>
    public async Task<Answer<Confirmation>> Enrol(Operation operation, PersonNo person, EnrolBody body)
    {
        var credential = vault.HashOf(PresentedCredential.Document(body.CertType, body.CertNo));
        var holder = await ledger.Credential(credential).Holder();
        if (!holder.IsRefused && holder.Value.Person != person)
        {
            return Refusal.Of(CredentialRefusal.BelongsToAnother, "certNo", Mask.Tail(body.CertNo));
        }
        var identity = new PersonIdentity(body.Name, body.CertType, body.CertNo, body.Sex, body.BirthDate);
        var enrolled = await ledger.Person(person).Enrol(
            new Enrol(operation, body.Insurance.Insurance, vault.Seal(identity)));
        if (enrolled.IsRefused)
        {
            return enrolled;
        }
        var bound = await ledger.Credential(credential).Bind(new BindCredential(operation, person));
        return bound.IsRefused
            ? bound
            : enrolled.Value with { Already = enrolled.Value.Already && bound.Value.Already };
    }

    public Task<Answer<Confirmation>> ChangeInsurance(Operation operation, PersonNo person, InsuranceBody body) =>
        ledger.Person(person).ChangeInsurance(new ChangeInsurance(operation, body.Insurance));

    public Task<Answer<Confirmation>> Credit(Operation operation, PersonNo person, CreditBody body) =>
        ledger.Person(person).Credit(new CreditAccount(operation, body.Amount, body.Year, body.Source));

    public async Task<Answer<Confirmation>> Bind(Operation operation, PersonNo person, CredentialBody body)
    {
        if (PresentedCredential.OfVisit(body.CertType, body.Number) is not { } credential)
        {
            return Refusal.Of(
                GatewayRefusal.CredentialNotSupported,
                "certType",
                Refusals.WithAllowed(body.CertType, ["01", "02", "03"]));
        }
        var known = await ledger.Person(person).View(
            body.Until is { } until ? ChinaTime.DayOf(until) : DateOnly.MaxValue);
        return known.IsRefused
            ? known.Refusal
            : await ledger.Credential(vault.HashOf(credential)).Bind(new BindCredential(operation, person, body.Until));
    }

    public Task<Answer<Confirmation>> Order(Operation operation, PersonNo person, OrderBody body) =>
        ledger.Person(person).OrderNetworks(new OrderNetworks(operation, body.Networks));

    public Task<Answer<Confirmation>> Register(Operation operation, InstitutionCode code, InstitutionBody body) =>
        ledger.Institution(code).Register(new RegisterInstitution(
            operation,
            new InstitutionProfile(code, body.Name, body.Area, body.Type, body.Level, body.Capabilities)));

    public async Task<Answer<InstitutionView>> Institution(InstitutionCode code)
    {
        var answer = await ledger.Institution(code).Profile();
        return answer.IsRefused
            ? answer.Refusal
            : new InstitutionView(
                code,
                answer.Value.Name,
                answer.Value.Area,
                answer.Value.Kind,
                answer.Value.Level,
                answer.Value.Capabilities);
    }

    public Task<Answer<Confirmation>> Form(Operation operation, NetworkId network, NetworkBody body) =>
        ledger.Network(network).Form(new FormNetwork(operation, body.Funder, body.Channel));

    public Task<Answer<Confirmation>> AddMember(
        Operation operation, NetworkId network, PersonNo member, MemberBody body) =>
        ledger.Network(network).AddMember(new AddMember(
            operation,
            member,
            body.Relation,
            new MemberLimits(body.PerUse, body.PerPeriod, body.Period),
            body.Commitment,
            body.Channel));

    public Task<Answer<Confirmation>> RemoveMember(Operation operation, NetworkId network, PersonNo member) =>
        ledger.Network(network).RemoveMember(new RemoveMember(operation, member));

    public Task<Answer<Confirmation>> ConfirmModes(Operation operation, NetworkId network, ModesBody body) =>
        ledger.Network(network).ConfirmModes(new ConfirmModes(operation, body.Modes));

    public async Task<Answer<PersonBody>> Person(PersonNo person, DateOnly asOf)
    {
        var answer = await ledger.Person(person).View(asOf);
        if (answer.IsRefused)
        {
            return answer.Refusal;
        }
        var view = answer.Value;
        var identity = vault.Open(view.SealedIdentity);
        return new PersonBody(
            person,
            asOf,
            Mask.Name(identity.Name),
            Mask.Tail(identity.CertNo),
            view.Insurance,
            view.Historic + view.Current,
            view.Historic,
            view.Current,
            view.Held,
            view.Lots,
            view.Counters,
            view.Networks,
            view.Holds);
    }
}
