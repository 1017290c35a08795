namespace Gongji.Rules;

/// <summary>The rules of one policy version, as one text.</summary>
/// <param name="Version">The pooling area and a digest of the text, such as <c>610100@9f3c21aa</c>.</param>
/// <param name="Text">All that decides, as JSON.</param>
[GenerateSerializer, Immutable, Alias("gongji.rules_version")]
public sealed record RulesVersion(string Version, string Text);

/// <summary>Keeps the rules of versions that can decide something; those that are there stay as they are.</summary>
/// <param name="Versions">All of the pooling area that is asked.</param>
[GenerateSerializer, Immutable, Alias("gongji.keep_rules")]
public sealed record KeepRules(RulesVersion[] Versions);

/// <summary>Why the rules of a version are not kept.</summary>
[RefusalsOf("rules")]
public enum RulesRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("该版本已留存其他内容的政策规则", "Other rules are kept under this version already.")]
    KeptOtherwise,

    [Says("规则内容与其版本不符", "The text is not that of the version, or not of this pooling area.")]
    NotOfVersion,
#pragma warning restore CS1591
}

/// <summary>The rules of a pooling area 统筹区政策规则, of every version that can have decided anything.</summary>
public interface IAreaRules
{
    /// <summary>Keeps what is not kept yet. Asked again it records nothing.</summary>
    /// <returns>Refuses with <see cref="RulesRefusal"/>; nothing was kept then.</returns>
    Task<Answer<Done>> Keep(KeepRules command);

    /// <summary>The text that was kept under a version; null when none was.</summary>
    Task<string?> RulesOf(string version);
}
