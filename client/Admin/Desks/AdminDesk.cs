using Gongji.Admin.Bodies;
using Gongji.Border.Refusing;
using Gongji.Client.Calls;
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
    public Operation OperationOf(string id, string content, Actor by) =>
        new(OperationId.Of(id), vault.DigestOf(content), by);

    /// <summary>Enrols, then binds the identity document. Whether the document is another person's is asked first, so
    /// that nothing is half done.</summary>
    public async Task<Answer<Confirmation>> Enrol(Operation operation, PersonNo person, EnrolBody body)
    {
        var credential = vault.HashOf(PresentedCredential.Document(body.CertType, body.CertNo));
        var known = await ledger.Credential(credential).View();
        if (known.Value is { Expired: false } holder && holder.Person != person)
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
        Patience.NoteBooked();
        var bound = await ledger.Credential(credential).Bind(new BindCredential(operation, person));
        return bound.IsRefused
            ? bound
            : enrolled.Value with { Already = enrolled.Value.Already && bound.Value.Already };
    }

    public Task<Answer<Confirmation>> ChangeInsurance(Operation operation, PersonNo person, InsuranceBody body) =>
        ledger.Person(person).ChangeInsurance(new ChangeInsurance(operation, body.Insurance));

    public Task<Answer<Confirmation>> Credit(Operation operation, PersonNo person, CreditBody body) =>
        ledger.Person(person).Credit(new CreditAccount(operation, body.Amount, body.Year, body.Source));

    public Task<Answer<Confirmation>> TakeBack(Operation operation, PersonNo person, TakeBackBody body)
    {
        // A key has no slash, an operation's name has.
        var name = body.Credit.Contains('/', StringComparison.Ordinal) ? body.Credit : $"admin/credit/{body.Credit}";
        return PathId<OperationId>.Of(name) is { Refusal: { } refusal }
            ? Task.FromResult<Answer<Confirmation>>(refusal with { Field = "credit" })
            : ledger.Person(person).TakeBackCredit(
                new TakeBackCredit(operation, OperationId.Of(name), body.Reason, body.Amount));
    }

    public async Task<Answer<Confirmation>> Bind(Operation operation, PersonNo person, CredentialBody body)
    {
        var credential = Find(body.CertType, body.Number);
        if (credential.IsRefused)
        {
            return credential.Refusal;
        }
        var known = await ledger.Person(person).View(
            body.Until is { } day ? ChinaTime.DayOf(day) : DateOnly.MaxValue);
        if (known.IsRefused)
        {
            return known.Refusal;
        }
        // An e-credential that ends is a token, whoever issued it.
        return body.Until is { } until && PresentedCredential.OfVisit(body.CertType, body.Number)!.IsElectronic
            ? await credential.Value.Issue(new IssueToken(operation, person, until))
            : await credential.Value.Bind(new BindCredential(operation, person, body.Until));
    }

    public async Task<Answer<Confirmation>> Block(Operation operation, PersonNo person, CredentialBlockBody body)
    {
        var credential = Find(body.CertType, body.Number);
        return credential.IsRefused
            ? credential.Refusal
            : await credential.Value.Block(new BlockCredential(operation, person, body.Reason));
    }

    public async Task<Answer<Confirmation>> Unblock(Operation operation, PersonNo person, CredentialNameBody body)
    {
        var credential = Find(body.CertType, body.Number);
        return credential.IsRefused
            ? credential.Refusal
            : await credential.Value.Unblock(new UnblockCredential(operation, person));
    }

    /// <summary>A credential of the person; another person's is none of the caller's business.</summary>
    public async Task<Answer<CredentialStateBody>> Credential(PersonNo person, CredentialNameBody body)
    {
        var credential = Find(body.CertType, body.Number);
        if (credential.IsRefused)
        {
            return credential.Refusal;
        }
        var view = await credential.Value.View();
        if (view.IsRefused)
        {
            return view.Refusal;
        }
        return view.Value.Person == person
            ? new CredentialStateBody(view.Value.Until, view.Value.Expired, view.Value.Blocked)
            : Refusal.Of(CredentialRefusal.OtherPerson, "number", "");
    }

    public Task<Answer<Confirmation>> BlockAccount(Operation operation, PersonNo person, AccountBlockBody body) =>
        ledger.Person(person).BlockAccount(new BlockAccount(operation, body.Reason));

    public Task<Answer<Confirmation>> UnblockAccount(Operation operation, PersonNo person) =>
        ledger.Person(person).UnblockAccount(new UnblockAccount(operation));

    public async Task<Answer<Confirmation>> BindView(Operation operation, PersonNo viewer, PersonNo viewed)
    {
        var known = await ledger.Person(viewed).View(DateOnly.MaxValue);
        return known.IsRefused ? known.Refusal : await ledger.Person(viewer).BindView(new BindView(operation, viewed));
    }

    public Task<Answer<Confirmation>> EndView(Operation operation, PersonNo viewer, PersonNo viewed) =>
        ledger.Person(viewer).EndView(new EndView(operation, viewed));

    public Task<Answer<Confirmation>> Order(Operation operation, PersonNo person, OrderBody body) =>
        ledger.Person(person).OrderNetworks(new OrderNetworks(operation, body.Networks));

    public Task<Answer<Confirmation>> Register(Operation operation, InstitutionCode code, InstitutionBody body) =>
        ledger.Institution(code).Register(new RegisterInstitution(
            operation,
            new InstitutionProfile(code, body.Name, body.Area, body.Type, body.Level, body.Capabilities),
            body.From));

    public async Task<Answer<InstitutionView>> Institution(InstitutionCode code, DateOnly asOf)
    {
        var answer = await ledger.Institution(code).History();
        if (answer.IsRefused)
        {
            return answer.Refusal;
        }
        return answer.Value.On(asOf) is { } held
            ? new InstitutionView(
                code,
                held.Profile.Name,
                held.Profile.Area,
                held.Profile.Kind,
                held.Profile.Level,
                held.Profile.Capabilities,
                held.From == DateOnly.MinValue ? null : held.From,
                [.. answer.Value.Profiles.Select(static profile => profile.From).Where(day => day > asOf)])
            : Refusal.Of(InstitutionRefusal.NotThen, "asOf", $"{asOf:O}");
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
            body.Channel,
            body.Source ?? RelationSource.Commitment,
            body.Signer,
            body.Evidence,
            body.From,
            body.To));

    public Task<Answer<Confirmation>> RemoveMember(
        Operation operation, NetworkId network, PersonNo member, UnbindReason reason) =>
        ledger.Network(network).RemoveMember(new RemoveMember(operation, member, reason));

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
            [.. view.Counters.Select(CounterBody.Of)],
            view.Networks,
            view.Holds,
            view.Blocked,
            view.Owed,
            view.Viewed ?? []);
    }

    Answer<ICredential> Find(string certType, string number) =>
        PresentedCredential.OfVisit(certType, number) is { } credential
            ? new Answer<ICredential>(ledger.Credential(vault.HashOf(credential)))
            : Refusal.Of(
                GatewayRefusal.CredentialNotSupported,
                "certType",
                Refusals.WithAllowed(certType, ["01", "02", "03"]));
}
