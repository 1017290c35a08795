using System.Text.Json;
using Gongji.Border;
using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Identity;

namespace Gongji.Nhsa.Envelope;

/// <summary>Reads the envelope as leniently as real senders need: keys in any order, unknown keys, an empty sign-in
/// number, numbers as text and text as numbers, with or without a byte order mark.</summary>
sealed class MessageReader(IdentityVault vault)
{
    const int MsgIdMax = 30;
    const int InfnoMax = 6;
    const int OperatorMax = 30;
    const int SignNoMax = 64;

    /// <summary>The message, or why it is none; and what the answer repeats of it either way.</summary>
    public (Answer<Message> Message, Echo Echo) Read(ReadOnlyMemory<byte> body)
    {
        var json = JsonText.Parse(body);
        if (json.IsRefused)
        {
            return (json.Refusal, Echo.None);
        }
        if (json.Value.Root.ValueKind != JsonValueKind.Object)
        {
            return (Refusal.Of(MessageRefusal.NotAnObject, "body", ""), Echo.None);
        }
        var envelope = NodeReader.Of(json.Value.Root);
        return (Envelope(envelope, json.Value.Root), EchoOf(envelope));
    }

    Answer<Message> Envelope(NodeReader envelope, JsonElement root)
    {
        var infno = envelope.IdText("infno", InfnoMax);
        var msgid = envelope.IdText("msgid", MsgIdMax);
        var institution = envelope.Id<InstitutionCode>("fixmedins_code");
        var by = ActorOf(envelope, institution);
        if ((envelope.Refusal ?? RefusalOfInput(root)) is { } refusal)
        {
            return refusal;
        }
        var input = root.GetProperty("input");
        return new Message(
            infno,
            institution,
            new Operation(MessageId.Of(institution, infno, msgid), vault.DigestOf(Canonical.Of(input)), by),
            envelope.OptionalText("insuplc_admdvs"),
            envelope.OptionalText("mdtrtarea_admvs"),
            NhsaTime.TryParse(envelope.OptionalText("inf_time")),
            input);
    }

    /// <summary>Who sends it, as the envelope says: opter_type 1 staff, 2 terminal, 3 telephone.</summary>
    static Actor ActorOf(NodeReader envelope, InstitutionCode institution)
    {
        var (role, channel) = envelope.OptionalText("opter_type") switch
        {
            "1" => (ActorRole.InstitutionStaff, ActorChannel.Window),
            "2" => (ActorRole.Insured, ActorChannel.Terminal),
            "3" => (ActorRole.Insured, ActorChannel.Mobile),
            _ => (ActorRole.InstitutionStaff, ActorChannel.Interface),
        };
        var signIn = envelope.OptionalText("sign_no", SignNoMax);
        return new Actor(
            role,
            channel,
            OperatorNumber.Of(envelope.OptionalText("opter", OperatorMax)),
            institution.Value,
            signIn.Length > 0 ? new Evidence(EvidenceKind.SignIn, signIn) : null);
    }

    static Refusal? RefusalOfInput(JsonElement root) =>
        !root.TryGetProperty("input", out var input) || input.ValueKind == JsonValueKind.Null
            ? Refusal.Of(MessageRefusal.NodeMissing, "input", "")
            : input.ValueKind switch
            {
                JsonValueKind.Object => null,
                JsonValueKind.String => Refusal.Of(MessageRefusal.InputEncrypted, "input", ""),
                _ => Refusal.Of(MessageRefusal.NodeMalformed, "input", ""),
            };

    static Echo EchoOf(NodeReader envelope)
    {
        var encType = envelope.OptionalText("enctype");
        return new Echo(
            encType.Length > 0 ? encType : envelope.OptionalText("enc_type"),
            envelope.OptionalText("signtype"),
            envelope.OptionalText("cainfo"),
            envelope.OptionalText("fixmedins_code"),
            envelope.OptionalText("infno"),
            envelope.OptionalText("mdtrtarea_admvs"));
    }
}
