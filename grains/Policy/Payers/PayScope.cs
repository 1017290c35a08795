namespace Gongji.Policy.Payers;

/// <summary>Which part of a bill an account may pay.</summary>
enum PayScope
{
    /// <summary>The in-scope amount that the pool leaves.</summary>
    InScope,

    /// <summary>That and the first self-payment (自付).</summary>
    SelfPay,

    /// <summary>All that the person bears (个人负担).</summary>
    PersonalShare,
}
