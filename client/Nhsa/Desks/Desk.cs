using Gongji.Border;
using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Client.Calls;
using Gongji.Credentials;
using Gongji.Identity;
using Gongji.Institutions;
using Gongji.Nhsa.Envelope;
using Gongji.People;

namespace Gongji.Nhsa.Desks;

/// <summary>What every transaction works with.</summary>
sealed record Desk(
    IGrains Ledger, IdentityVault Vault, GatewayOptions Options, TimeProvider Time, HeardMessages Heard)
{
    public DateOnly Today => ChinaTime.DayOf(Time.GetUtcNow());

    /// <summary>The day of a field; today when it is not there. A day that has not come is refused.</summary>
    public DateOnly DayIn(NodeReader node, string field)
    {
        var day = node.OptionalTime(field) is { } time ? ChinaTime.DayOf(time) : Today;
        if (day > Today)
        {
            node.Refuse(GatewayRefusal.InTheFuture, field, $"{day:O}");
        }
        return day;
    }

    /// <summary>The institution that sends a message. One that is not registered, or not yet, hears nothing of
    /// anybody.</summary>
    public async Task<Answer<InstitutionHistory>> Sender(Message message)
    {
        var history = await Ledger.Institution(message.Institution).History();
        return history.IsRefused || history.Value.On(Today) is not null
            ? history
            : Refusal.Of(InstitutionRefusal.NotThen, "fixmedins_code", message.Institution.Value);
    }

    /// <summary>The person that a message names.</summary>
    public async Task<Answer<KnownPerson>> Person(PersonNo person, DateOnly day)
    {
        var view = await Ledger.Person(person).View(day);
        return view.IsRefused
            ? view.Refusal
            : view.Value.SealedIdentity is { Length: > 0 } identity
                ? new KnownPerson(view.Value, Vault.Open(identity))
                : Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", Mask.Tail(person.Value));
    }

    /// <summary>By what a message may speak for the person that it names, or why it may not.</summary>
    /// <remarks>A message that was answered before gets that answer all the same: see <see cref="Earlier"/>.</remarks>
    public async Task<Answer<Entitlement>> Entitles(KnownPerson known, Message message, ShownCredential shown) =>
        known.AreaRefusal(message.InsuredArea) is { } refusal ? refusal
        : shown.IsNone ? WithoutCredential(known, message)
        : await Entitles(known.View.Person, message, shown);

    /// <summary>Whether a credential is refused that may have been good for what stands: a clerk who lost the answer
    /// presses again, and the token is used or over by then.</summary>
    public static bool WasGood(Refusal refusal) =>
        refusal.As<CredentialRefusal>() is CredentialRefusal.Used or CredentialRefusal.Expired;

    /// <summary>Uses the token up, if it is one, for what the message is about to do. It is used, durably, before
    /// anything is booked.</summary>
    /// <returns>By what the message speaks then: the token may have become another person's since it was looked
    /// at.</returns>
    public async Task<Answer<Entitlement>> Use(Message message, PersonNo person, Answer<Entitlement> by)
    {
        if (by.Value?.Token is not { } token)
        {
            return by;
        }
        return EntitledBy(token, person, Booked(await Ledger.Credential(token).Use(ShowingOf(message))));
    }

    /// <summary>What is there now whatever becomes of the rest of the message: see <see cref="Patience.NoteBooked"/>.
    /// </summary>
    public static Answer<T> Booked<T>(Answer<T> answer) where T : class
    {
        if (!answer.IsRefused)
        {
            Patience.NoteBooked();
        }
        return answer;
    }

    /// <summary>What a message shows a credential for.</summary>
    public static Showing ShowingOf(Message message) =>
        new(message.Operation, message.Institution, MessageId.FamilyOf(message.Infno));

    Answer<Entitlement> WithoutCredential(KnownPerson known, Message message) =>
        Options.Of(known.View.Insurance!.Area).DemandsCredential(message.Infno)
            ? Refusal.Of(GatewayRefusal.CredentialMissing, "mdtrt_cert_no", "")
            : new Entitlement();

    async Task<Answer<Entitlement>> Entitles(PersonNo person, Message message, ShownCredential shown)
    {
        var credential = shown.Presented();
        if (credential.IsRefused)
        {
            return credential.Refusal;
        }
        var hash = Vault.HashOf(credential.Value);
        return EntitledBy(hash, person, await Ledger.Credential(hash).Look(ShowingOf(message)));
    }

    static Answer<Entitlement> EntitledBy(CredentialHash hash, PersonNo person, Answer<CredentialHolder> holder)
    {
        if (holder.IsRefused)
        {
            return holder.Refusal;
        }
        return holder.Value.Person == person
            ? new Entitlement(holder.Value.OneTime ? hash : null, holder.Value.ShownBy)
            : Refusal.Of(CredentialRefusal.OtherPerson, "mdtrt_cert_no", "");
    }

    /// <summary>The receipt that a message got when it was here before. A message that was not is refused for the
    /// reason that is given, and one that had another content as a collision.</summary>
    /// <remarks>So the answer to a settlement that stands stays the same, also when the fee lines, the insurance or the
    /// registration that it was made of have changed since.</remarks>
    public async Task<Answer<Receipt>> Earlier(Message message, PersonNo person, Refusal reason)
    {
        var known = await Ledger.Person(person).FindOperation(message.Operation.Id);
        if (known.Digest is { } digest && digest != message.Operation.Digest)
        {
            return Refusal.Of(OperationRefusal.IdUsedForOtherContent, "digest", digest);
        }
        return known.Undone is { } undone ? undone : known.Settled is { } receipt ? receipt : reason;
    }

    /// <summary>A settlement that the institution made itself; other institutions' are none of its business.</summary>
    public async Task<Answer<Receipt>> OwnSettlement(
        InstitutionCode institution, PersonNo person, SettlementId settlement)
    {
        var receipt = await Ledger.Person(person).FindSettlement(settlement);
        return receipt.IsRefused || receipt.Value.Bill.Institution.Code == institution
            ? receipt
            : Refusal.Of(GatewayRefusal.OtherInstitution, "setl_id", settlement.Value);
    }
}

/// <summary>By what a message speaks for a person.</summary>
/// <param name="Token">The one-time token that it shows; null when it shows none.</param>
/// <param name="ShownBy">Who shows it by a credential view; null when it is the person.</param>
sealed record Entitlement(CredentialHash? Token = null, PersonNo? ShownBy = null);

/// <summary>A person of the ledger, and who it is.</summary>
sealed record KnownPerson(PersonView View, PersonIdentity Identity)
{
    /// <summary>Why a message may not speak for the person's insurance; null when it may.</summary>
    /// <remarks>Codes that differ do not mean another area: 610103 and 610199 are one pool, told by four digits. Some
    /// senders write only these four.</remarks>
    public Refusal? AreaRefusal(string insuredArea)
    {
        if (View.Insurance is not { } insurance)
        {
            return Refusal.Of(GatewayRefusal.NotInsured, "psn_no", Mask.Tail(View.Person.Value));
        }
        var same = insuredArea.Length == 0
            || (insuredArea.Length >= 4 && insurance.Area.Value.AsSpan(0, 4).SequenceEqual(insuredArea.AsSpan(0, 4)));
        return same ? null : Refusal.Of(GatewayRefusal.InsuredAreaDiffers, "insuplc_admdvs", insuredArea);
    }
}
