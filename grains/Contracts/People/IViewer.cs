namespace Gongji.People;

/// <summary>Lets a person show the medical code of another one (亲情账户). It moves no money, ever.</summary>
/// <param name="Viewed">Whose code may be shown.</param>
[GenerateSerializer, Immutable, Alias("gongji.bind_view")]
public sealed record BindView(Operation Operation, PersonNo Viewed);

/// <summary>Ends a credential view. A token that was issued by it lives to its own end.</summary>
[GenerateSerializer, Immutable, Alias("gongji.end_view")]
public sealed record EndView(Operation Operation, PersonNo Viewed);

/// <summary>Why a credential view is not bound, not ended or not there.</summary>
[RefusalsOf("view")]
public enum ViewRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("不能为本人建立亲情账户", "Nobody needs a view of the own credential.")]
    OfOneself,

    [Says("亲情账户数量已达上限", "The person may show the codes of as many others as the rules allow.")]
    TooMany,

    [Says("没有该人员的亲情账户", "The person may not show the code of that one.")]
    Unknown,
#pragma warning restore CS1591
}

/// <summary>A person as the viewer of others: who may show their medical codes.</summary>
public interface IViewer
{
    /// <summary>Binds a view 建立亲情账户; one that is there stays.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal.NotEnrolled"/>, <see cref="ViewRefusal.OfOneself"/> or <see
    /// cref="ViewRefusal.TooMany"/>.</returns>
    Task<Answer<Confirmation>> BindView(BindView command);

    /// <summary>Ends a view 解除亲情账户.</summary>
    /// <returns>Refuses with <see cref="ViewRefusal.Unknown"/>.</returns>
    Task<Answer<Confirmation>> EndView(EndView command);

    /// <summary>Whether the person may show the code of another one.</summary>
    /// <returns>Refuses with <see cref="ViewRefusal.Unknown"/>.</returns>
    Task<Answer<Done>> MayShow(PersonNo viewed);
}
